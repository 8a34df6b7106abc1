import { Button, Checkbox, FormItem, Textarea } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import {
  getRequest,
  listRequests,
  moveRequest,
  type OrganisationRequest,
  type RequestState,
} from '#contract/communities/requests.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { phoneDigits } from '#web/kit/ui/phone.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { t } from './operator.texts.ts'

interface MoveDialogProps {
  request: OrganisationRequest
  to: RequestState
  /** As the operator has read it in the order. */
  orderPhone: string
  onClose: () => void
}

/** A move with its reason; the version tells the server what the operator has looked at. */
export function MoveDialog({ request, to, orderPhone, onClose }: MoveDialogProps) {
  const words = t.moves[to]
  const [reason, setReason] = useState(words.reason)
  const [waive, setWaive] = useState(false)
  const [missing, setMissing] = useState(false)
  const hasOrder = request.orders.some(({ letter }) => !letter)
  const approves = to === 'approved'
  const incomplete = approves && (request.inn === '' || request.kpp === '' || !hasOrder)
  const compared = !approves || !hasOrder || phoneDigits(orderPhone) === phoneDigits(request.administratorPhone)
  const move = useCommand(moveRequest, {
    refreshes: [listRequests, getRequest],
    onSuccess: () => {
      showToast(t.moved)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') setMissing(true)
    else {
      const { id, version } = request
      const asked = { ...(incomplete && waive ? { waive } : {}), ...(approves && hasOrder ? { orderPhone } : {}) }
      move.mutate({ id, version, to, reason: reason.trim(), ...asked })
    }
  }
  return (
    <Dialog
      title={words.title}
      sub={request.name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button
            size="l"
            type="submit"
            form="move"
            appearance={to === 'rejected' ? 'negative' : 'accent'}
            loading={move.isPending}
            disabled={(incomplete && !waive) || !compared}
            title={incomplete && !waive ? t.waiveFirst : compared ? undefined : t.compareFirst}
          >
            {t.actions[to]}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      <form id="move" onSubmit={submit} noValidate>
        <FormItem
          noPadding
          top={t.reason}
          htmlFor="reason"
          status={missing ? 'error' : 'default'}
          bottom={missing ? t.reasonMissing : t.reasonHint(REASON_MAX)}
        >
          <Textarea
            id="reason"
            rows={3}
            maxLength={REASON_MAX}
            value={reason}
            aria-invalid={missing}
            onChange={(event) => {
              setReason(event.target.value)
              setMissing(false)
            }}
          />
        </FormItem>
        {incomplete && (
          <Checkbox noPadding checked={waive} onChange={(event) => setWaive(event.target.checked)}>
            {t.waive}
          </Checkbox>
        )}
        {!compared && <p role="status">{t.compareFirst}</p>}
      </form>
      <ErrorLine error={move.error} />
    </Dialog>
  )
}
