import { Button, FormItem, Input } from '@vkontakte/vkui'
import { type FormEvent, useState } from 'react'
import { CLASS_DEVICE_NAME_MAX } from '#contract/communities/cards.limits.ts'
import { addDevice } from '#contract/communities/cards.ts'
import { leaveBy } from '#web/identity/index.ts'
import { rememberClassTablet } from '#web/kit/account/class-tablet.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { t } from './cards.texts.ts'

interface AddDeviceProps {
  unitId: string
  unitName: string
  onClose: () => void
}

/** Makes this very browser one of the class; the leader leaves it thereby. */
export function AddDeviceDialog({ unitId, unitName, onClose }: AddDeviceProps) {
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const add = useCommand(addDevice, { onSuccess: () => rememberClassTablet(true) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') setMissing(true)
    // A refusal stands in `add.error`.
    else void leaveBy(() => add.mutateAsync({ unitId, name: name.trim() }), '/id/card').catch(() => undefined)
  }
  const error = missing ? t.nameMissing : add.error === null ? undefined : explain(add.error).sentence
  return (
    <Dialog
      title={t.addDevice}
      sub={unitName}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button size="l" type="submit" form="class-device" loading={add.isPending}>
            {t.addDeviceSubmit}
          </Button>
        </>
      }
    >
      <p>{t.addDeviceText}</p>
      <form id="class-device" onSubmit={submit}>
        <FormItem
          noPadding
          top={t.deviceName}
          htmlFor="class-device-name"
          status={error === undefined ? 'default' : 'error'}
          bottom={error ?? t.deviceNameHint}
          bottomId="class-device-note"
        >
          <Input
            id="class-device-name"
            value={name}
            maxLength={CLASS_DEVICE_NAME_MAX}
            aria-invalid={error !== undefined}
            aria-describedby="class-device-note"
            onChange={(event) => {
              setName(event.target.value)
              setMissing(false)
              add.reset()
            }}
          />
        </FormItem>
      </form>
    </Dialog>
  )
}
