import { Icon16WarningTriangle, Icon20CopyOutline, Icon24ChevronLeftOutline } from '@vkontakte/icons'
import { Button, Skeleton } from '@vkontakte/vkui'
import { useState } from 'react'
import type { OrderScan } from '#contract/communities/orders.ts'
import { getRequest, type OrganisationRequest, type RequestState } from '#contract/communities/requests.ts'
import { fullName } from '#contract/identity/names.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { formatPhone } from '#web/kit/ui/phone.ts'
import { Failed } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { PhonesSide } from '../orders/PhonesSide.tsx'
import { ScanView } from '../orders/ScanView.tsx'
import { requestTexts } from '../requests/requests.texts.ts'
import { terms } from '../terms/terms.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { NoOrder, OtherOrder } from './OrderPane.tsx'
import { t } from './operator.texts.ts'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import styles from './RequestDetails.module.css'
import { REQUEST_TONES } from './RequestsPage.tsx'

/** Moves that an operator may make, the likely one last, where the main button stands. */
const MOVES: Readonly<Record<RequestState, readonly RequestState[]>> = {
  filed: ['rejected', 'clarifying', 'approved', 'checking'],
  checking: ['rejected', 'clarifying', 'approved'],
  clarifying: ['rejected', 'approved', 'checking'],
  rejected: ['checking'],
  approved: [],
}

/** One request: the phone to compare, the facts, the history, the decisions (ORG-02, ORG-03). */
export function RequestDetails({ requestId, onBack }: { requestId: string; onBack?: () => void }) {
  const query = useApi(getRequest, { id: requestId })
  return (
    <article className={styles.details}>
      {onBack !== undefined && (
        <button type="button" className={styles.back} onClick={onBack}>
          <Icon24ChevronLeftOutline />
          {t.back}
        </button>
      )}
      {query.data !== undefined ? (
        <RequestView request={query.data} main={onBack !== undefined} />
      ) : query.error !== null ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className={styles.body} role="status" aria-label={t.loading}>
          <Skeleton width="60%" height={28} />
          <Skeleton width="100%" height={140} borderRadius={12} />
          <Skeleton width="80%" height={20} />
          <Skeleton width="70%" height={20} />
        </div>
      )}
    </article>
  )
}

function RequestView({ request, main }: { request: OrganisationRequest; main: boolean }) {
  const [moving, setMoving] = useState<RequestState | null>(null)
  const [replacing, setReplacing] = useState(false)
  const moves = MOVES[request.state]
  const scan = request.orders.find(({ letter }) => !letter)
  const letter = request.orders.find((order) => order.letter)
  const [orderPhone, setOrderPhone] = useState(scan === undefined || scan.phone === '' ? '+7' : formatPhone(scan.phone))
  const Name = main ? 'h1' : 'h2'
  return (
    <>
      <div className={styles.body}>
        <header className={styles.head}>
          <div>
            <Name className={styles.name}>{request.name}</Name>
            <p>
              {t.number(request.number)} · {t.filed} <When at={request.filedAt} />
              {request.source === 'letter' && ` · ${t.letter.source}`}
            </p>
          </div>
          <Chip tone={REQUEST_TONES[request.state]}>{requestTexts.states[request.state]}</Chip>
        </header>
        {scan === undefined ? (
          <>
            <Phone phone={request.administratorPhone} />
            <div className={styles.columns}>
              <div className={styles.aside}>
                <Facts request={request} />
                {request.state !== 'rejected' && <NoOrder request={request} />}
              </div>
              <History request={request} />
            </div>
          </>
        ) : (
          <>
            <div className={styles.compare}>
              <div className={styles.aside}>
                <PhonesSide formPhone={request.administratorPhone} orderPhone={orderPhone} onType={setOrderPhone} />
                <Facts request={request} />
                {request.state !== 'rejected' && request.state !== 'approved' && <OtherOrder request={request} />}
              </div>
              <ScanView scan={scan} />
            </div>
            <History request={request} />
          </>
        )}
        {letter !== undefined && <Letter scan={letter} open={scan === undefined} />}
      </div>
      {moves.length > 0 && (
        <footer className={styles.foot}>
          <p>{t.rule}</p>
          {moves.map((to, at) => (
            <Button
              key={to}
              size="l"
              mode={at === moves.length - 1 ? 'primary' : 'outline'}
              appearance={at === moves.length - 1 ? 'accent' : 'neutral'}
              onClick={() => setMoving(to)}
            >
              {t.actions[to]}
            </Button>
          ))}
        </footer>
      )}
      {request.state === 'approved' && (
        <footer className={styles.foot}>
          <p>{t.replace.rule}</p>
          <Button size="l" mode="outline" appearance="neutral" onClick={() => setReplacing(true)}>
            {t.replace.open}
          </Button>
        </footer>
      )}
      {replacing && <ReplaceDialog request={request} onClose={() => setReplacing(false)} />}
      {moving !== null && (
        <MoveDialog request={request} to={moving} orderPhone={orderPhone} onClose={() => setMoving(null)} />
      )}
    </>
  )
}

/** The letter with which a request has come (ORG-01); it is loaded when it is opened. */
function Letter({ scan, open }: { scan: OrderScan; open: boolean }) {
  const [shown, setShown] = useState(open)
  return (
    <details className={styles.letter} open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t.letter.show}</summary>
      {shown && <ScanView scan={scan} />}
    </details>
  )
}

function Phone({ phone }: { phone: string }) {
  const shown = formatPhone(phone)
  const copy = async () => {
    await navigator.clipboard.writeText(phone)
    showToast(t.copied)
  }
  return (
    <section className={styles.phone} aria-label={t.phone}>
      <div>
        <h3>{t.phone}</h3>
        <p className={styles.digits}>{shown}</p>
        <p className={styles.note}>{t.phoneText}</p>
      </div>
      <button type="button" className={styles.copy} aria-label={t.copy} title={t.copy} onClick={() => void copy()}>
        <Icon20CopyOutline />
      </button>
    </section>
  )
}

function Facts({ request }: { request: OrganisationRequest }) {
  const person = {
    surname: request.administratorSurname,
    name: request.administratorName,
    patronymic: request.administratorPatronymic,
  }
  const missing = (
    <span className={styles.missing}>
      <Icon16WarningTriangle width={14} height={14} />
      {t.facts.none}
    </span>
  )
  return (
    <dl className={cx(styles.facts, 'num')}>
      <dt>{t.facts.administrator}</dt>
      <dd>{fullName(person)}</dd>
      <dt>{t.facts.type}</dt>
      <dd>{terms.types[request.type]}</dd>
      <dt>{t.facts.inn}</dt>
      <dd>{request.inn === '' ? missing : request.inn}</dd>
      <dt>{t.facts.kpp}</dt>
      <dd>{request.kpp === '' ? missing : request.kpp}</dd>
    </dl>
  )
}

function History({ request }: { request: OrganisationRequest }) {
  return (
    <section>
      <h3>{t.history}</h3>
      <ol className={styles.history}>
        {[...request.moves].reverse().map((move) => (
          <li key={move.at}>
            <b>{requestTexts.states[move.state]}</b>
            {move.reason !== '' && <p>{move.reason}</p>}
            <small>
              {move.author !== '' && `${move.author} · `}
              <When at={move.at} />
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}
