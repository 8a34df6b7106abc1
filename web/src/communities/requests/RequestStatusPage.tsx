import { useLocation } from '@tanstack/react-router'
import { Button } from '@vkontakte/vkui'
import { useEffect } from 'react'
import { type RequestState, requestStatus } from '#contract/communities/requests.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { PlainPage, PlainSkeleton } from '#web/kit/ui/PlainPage.tsx'
import { Denied, Failed } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { StatusBoard, type StatusStep } from '../status/StatusBoard.tsx'
import { OrderCard } from './OrderCard.tsx'
import { requestTexts as t } from './requests.texts.ts'

type Status = OutputOf<typeof requestStatus>

/** While an order may be added. */
const UNDECIDED: ReadonlySet<RequestState> = new Set<RequestState>(['filed', 'checking', 'clarifying'])

/** How the request of an organisation stands, for whoever holds the secret behind the # of the address (ORG-03). */
export function RequestStatusPage() {
  const secret = useLocation({ select: ({ hash }) => hash })
  const whole = /^[A-Za-z0-9_-]{43}$/.test(secret)
  const status = useApi(requestStatus, { secret }, { enabled: whole })
  useEffect(() => {
    document.title = t.documentTitle
  }, [])
  return (
    <PlainPage hidden={status.data === undefined ? t.documentTitle : null}>
      {!whole ? (
        <Denied
          title={t.noSecret.title}
          text={t.noSecret.text}
          action={
            <Button size="l" Component="a" href="/">
              {t.front}
            </Button>
          }
        />
      ) : status.data !== undefined ? (
        <>
          <StatusView status={status.data} />
          {UNDECIDED.has(status.data.state) && <OrderCard secret={secret} order={status.data.order} />}
        </>
      ) : status.error !== null ? (
        <Failed error={status.error} onRetry={() => void status.refetch()} />
      ) : (
        <PlainSkeleton label={t.loading} />
      )}
    </PlainPage>
  )
}

function StatusView({ status }: { status: Status }) {
  const { state } = status
  const copy = async () => {
    await navigator.clipboard.writeText(location.href)
    showToast(t.copied)
  }
  return (
    <StatusBoard
      chip={<Chip tone="chalk">{t.states[state]}</Chip>}
      title={t.titles[state]}
      sub={`${t.number(status.number)} · ${t.sub(status.name, status.phoneMasked)}`}
      steps={stepsOf(status)}
      note={t.keep}
    >
      {state === 'approved' && (
        <Button size="l" Component="a" href="/id">
          {t.enter}
        </Button>
      )}
      {state === 'rejected' && (
        <Button size="l" Component="a" href="/#request">
          {t.newRequest}
        </Button>
      )}
      <Button size="l" mode="outline" appearance="neutral" onClick={() => void copy()}>
        {t.copy}
      </Button>
    </StatusBoard>
  )
}

function stepsOf(status: Status): StatusStep[] {
  const filed: StatusStep = {
    key: 'filed',
    state: 'done',
    title: t.titles.filed,
    text: <When at={status.filedAt} />,
  }
  const moves = status.moves.filter((move) => move.state !== 'filed')
  const made = moves.map((move, at): StatusStep => {
    const last = at === moves.length - 1
    return {
      key: move.at,
      state: stateOf(move.state, last),
      title: t.titles[move.state],
      text: (
        <>
          <When at={move.at} />
          {move.reason !== '' && <p>{move.reason}</p>}
          {last && move.state === 'clarifying' && <p>{t.clarify}</p>}
        </>
      ),
    }
  })
  const waiting: StatusStep = { key: 'waiting', state: 'now', ...t.waiting }
  const then: StatusStep = { key: 'then', state: status.state === 'approved' ? 'now' : 'later', ...t.after }
  return [
    filed,
    ...made,
    ...(status.state === 'filed' ? [waiting] : []),
    ...(status.state === 'rejected' ? [] : [then]),
  ]
}

function stateOf(state: RequestState, last: boolean): StatusStep['state'] {
  if (state === 'rejected') return 'bad'
  return last && state !== 'approved' ? 'now' : 'done'
}
