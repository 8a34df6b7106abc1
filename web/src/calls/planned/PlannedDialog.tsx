import { useRouter } from '@tanstack/react-router'
import { Icon24DeleteOutline, Icon24PenOutline } from '@vkontakte/icons'
import { useState } from 'react'
import { planRefusal } from '#contract/calls/calls.abilities.ts'
import { cancelPlannedCall, type PlannedCall, startPlannedCall } from '#contract/calls/planned-calls.ts'
import { newKey } from '#web/kit/api/api.ts'
import { explain, learnSentences, sentenceOf } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { day, plainDay, time } from '#web/kit/i18n/dates.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Button } from '#web/kit/ui/light/Button.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useMessenger } from '#web/messenger/index.ts'
import { callHref } from '../place.ts'
import { PlanForm } from './PlanForm.tsx'
import styles from './planned.module.css'
import { t } from './planned.texts.ts'
import { canBegin, rhythmOf } from './planned-times.ts'
import { usePlanned } from './use-planned.ts'

learnSentences(callErrors)

/** What was cancelled last here: a plan, or one of its days. */
interface Ended {
  plan: PlannedCall
  day: string | null
}

/** The calls that are planned in a chat: what is coming, and for whoever may begin a call there also planning (CALL-01). */
export function PlannedDialog({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const query = usePlanned(chatId)
  const slice = useMessenger(({ sync }) => sync.chats[chatId])
  const [form, setForm] = useState<PlannedCall | 'new' | null>(null)
  const [ended, setEnded] = useState<Ended | null>(null)
  const refusal = slice === undefined ? null : planRefusal(slice.chat, slice.mine)
  const isGroup = slice?.chat.kind === 'group'
  const { data } = query
  if (form !== null && data !== undefined) {
    const known = form === 'new' ? null : form
    return (
      <Dialog title={known === null ? t.planTitle : t.changeTitle} onClose={onClose}>
        <PlanForm
          chatId={chatId}
          known={known}
          timeZone={data.timeZone}
          isGroup={isGroup}
          onDone={() => {
            setForm(null)
            void query.refetch()
          }}
          onBack={() => setForm(null)}
        />
      </Dialog>
    )
  }
  return (
    <Dialog title={t.title} sub={t.sub} onClose={onClose}>
      {query.error !== null && (
        <div className={styles.state} role="alert">
          <p>{explain(query.error).sentence}</p>
          <Button type="button" mode="outline" onClick={() => void query.refetch()}>
            {t.retry}
          </Button>
        </div>
      )}
      {query.isPending && (
        <p className={styles.state} role="status">
          {t.loading}
        </p>
      )}
      {data?.planned.length === 0 && <p className={styles.state}>{t.none}</p>}
      <ul className={styles.list}>
        {data?.planned.map((plan) => (
          <Row key={plan.id} plan={plan} leads={refusal === null} onChange={() => setForm(plan)} onEnded={setEnded} />
        ))}
      </ul>
      <EndedLine ended={ended} onBack={() => setEnded(null)} />
      {data !== undefined && (
        <div className={styles.foot}>
          {refusal !== null && (
            <p id="plan-refusal" className={styles.note}>
              {sentenceOf(refusal)}
            </p>
          )}
          <Button
            type="button"
            disabled={refusal !== null}
            {...(refusal === null ? {} : { 'aria-describedby': 'plan-refusal' })}
            onClick={() => setForm('new')}
          >
            {t.plan}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

/** Says what was cancelled here last, with the way back. */
function EndedLine({ ended, onBack }: { ended: Ended | null; onBack: () => void }) {
  const back = useCommand(cancelPlannedCall, { onSuccess: onBack })
  return (
    <div role="status">
      {ended !== null && (
        <p className={styles.ended}>
          <span>{t.cancelled(ended.plan.title)}</span>
          <Button
            type="button"
            mode="outline"
            className={styles.begin}
            busy={back.isPending}
            onClick={() => {
              const { chatId, id } = ended.plan
              back.mutate({ chatId, id, day: ended.day, cancelled: false })
            }}
          >
            {t.bringBack}
          </Button>
        </p>
      )}
      {back.error !== null && <p className={styles.wrong}>{explain(back.error).sentence}</p>}
    </div>
  )
}

interface RowProps {
  plan: PlannedCall
  leads: boolean
  onChange: () => void
  onEnded: (ended: Ended) => void
}

function Row({ plan, leads, onChange, onEnded }: RowProps) {
  const { nextAt, nextDay, timeZone, repeats } = plan
  const rhythm = rhythmOf(plan)
  const moment = nextAt === null ? '' : `${day(nextAt, { timeZone })}, ${time(nextAt, { timeZone })}`
  const often = repeats === null ? [] : [t.rhythms[rhythm].toLocaleLowerCase(), t.untilDay(plainDay(repeats.until))]
  return (
    <li className={styles.plan}>
      <span className={styles.what}>
        <b>{plan.title}</b>
        <small>{[moment, ...often].join(' · ')}</small>
      </span>
      {leads && (
        <>
          <BeginButton plan={plan} />
          <Acts plan={plan} nextDay={nextDay} onChange={onChange} onEnded={onEnded} />
        </>
      )}
    </li>
  )
}

/** Begins a planned call and goes to it; nothing begins by itself. */
export function BeginButton({ plan }: { plan: PlannedCall }) {
  const { history } = useRouter()
  const { chatId, id } = plan
  const begin = useCommand(startPlannedCall, { onSuccess: () => history.push(callHref(chatId)) })
  const early = !canBegin(plan, Date.now())
  const press = () => {
    if (early) showFailure(t.early)
    else begin.mutate({ chatId, id, callId: newKey() }, { onError: (error) => showFailure(explain(error).sentence) })
  }
  return (
    <Button
      type="button"
      className={styles.begin}
      aria-disabled={early}
      title={early ? t.early : undefined}
      busy={begin.isPending}
      onClick={press}
    >
      {t.begin}
    </Button>
  )
}

interface ActsProps extends Omit<RowProps, 'leads'> {
  nextDay: string | null
}

/** Changes a plan, or cancels it; of one that repeats itself also the next day alone. */
function Acts({ plan, nextDay, onChange, onEnded }: ActsProps) {
  const { chatId, id, title, repeats } = plan
  const [asks, setAsks] = useState(false)
  const cancel = useCommand(cancelPlannedCall, { onSuccess: (_output, { day: only }) => onEnded({ plan, day: only }) })
  const end = (only: string | null) => {
    // Closed by the press: an answer that comes late would close what was opened again meanwhile.
    setAsks(false)
    cancel.mutate(
      { chatId, id, day: only, cancelled: true },
      { onError: (error) => showFailure(explain(error).sentence) },
    )
  }
  return (
    <>
      <button
        type="button"
        className={styles.act}
        aria-label={t.changeOf(title)}
        title={t.changeOf(title)}
        onClick={onChange}
      >
        <Icon24PenOutline />
      </button>
      <button
        type="button"
        className={styles.act}
        aria-label={t.cancelOf(title)}
        title={t.cancelOf(title)}
        aria-busy={cancel.isPending}
        disabled={cancel.isPending}
        {...(repeats === null ? {} : { 'aria-expanded': asks })}
        onClick={() => (repeats === null ? end(null) : setAsks(!asks))}
      >
        <Icon24DeleteOutline />
      </button>
      {asks && (
        <span className={styles.which}>
          {nextDay !== null && (
            <Button type="button" mode="outline" onClick={() => end(nextDay)}>
              {t.cancelDay}
            </Button>
          )}
          <Button type="button" mode="outline" onClick={() => end(null)}>
            {t.cancelAll}
          </Button>
        </span>
      )}
    </>
  )
}
