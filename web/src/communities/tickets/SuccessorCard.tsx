import { Button } from '@vkontakte/vkui'
import { type FormEvent, useMemo, useState } from 'react'
import { beginOrder } from '#contract/communities/orders.ts'
import { handOver, type OwnTicket, ticketStatus } from '#contract/communities/tickets.ts'
import { NAME_LENGTH_MAX } from '#contract/identity/signin.limits.ts'
import { api } from '#web/kit/api/api.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { TextField } from '#web/kit/ui/light/TextField.tsx'
import { Card } from '#web/kit/ui/Page.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { OrderPicker } from '../orders/OrderPicker.tsx'
import type { OrderDoor } from '../orders/send-order.ts'
import { useOrderUpload } from '../orders/useOrderUpload.ts'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

const NAMES = ['surname', 'name', 'patronymic'] as const
const NOBODY = { surname: '', name: '', patronymic: '' }

/** Another administrator by the order of the director, where the one before does not come any more (ORG-10). */
export function SuccessorCard({ secret, ticket }: { secret: string; ticket: OwnTicket }) {
  const { successor, phoneMasked } = ticket
  const [names, setNames] = useState(successor ?? NOBODY)
  const [told, setTold] = useState(false)
  const door = useMemo<OrderDoor>(
    () => ({
      begin: (declared, signal) => api.call(beginOrder, { secret, ...declared }, { signal }),
      attach: async () => undefined,
    }),
    [secret],
  )
  const upload = useOrderUpload(door)
  const fileId = upload.state.step === 'there' ? upload.state.id : null
  const command = useCommand(handOver, { refreshes: [ticketStatus], onSuccess: () => showToast(t.successor.done) })
  const lacks = (key: (typeof NAMES)[number]) => key !== 'patronymic' && names[key].trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTold(true)
    if (NAMES.some(lacks) || fileId === null) return
    const { surname, name, patronymic } = names
    command.mutate({ secret, fileId, surname, name, patronymic })
  }
  return (
    <Card className={styles.order} title={t.successor.title} sub={t.successor.text}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.names}>
          {NAMES.map((key) => (
            <TextField
              key={key}
              label={t.form[key]}
              error={told && lacks(key) ? t.form.missing : undefined}
              maxLength={NAME_LENGTH_MAX}
              value={names[key]}
              onChange={({ target }) => setNames((before) => ({ ...before, [key]: target.value }))}
            />
          ))}
        </div>
        <p className={styles.note}>
          {t.successor.phone} <span className={styles.phone}>{phoneMasked}</span>
        </p>
        <OrderPicker
          upload={upload}
          present={successor?.order.name ?? null}
          missing={told && fileId === null ? t.successor.missing : undefined}
        />
        <ErrorLine error={command.error} />
        <div className={styles.buttons}>
          <Button size="l" type="submit" loading={command.isPending}>
            {successor === null ? t.successor.send : t.successor.again}
          </Button>
        </div>
      </form>
    </Card>
  )
}
