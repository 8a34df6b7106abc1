import { useState } from 'react'
import { type Settings, settingsOpen, settingsSet } from '#contract/school/administration.ts'
import { deskOpen } from '#contract/school/desk.ts'
import { administratorsList } from '#contract/school/employees.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { useMay, useMessengerName } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { PickField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { fullName } from '../kit/names.ts'
import { Picker } from '../kit/Picker.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'

/** The window «Настройки организации». */
export function SettingsWindow({ close }: { close: () => void }) {
  const settings = useApi(settingsOpen, {})
  if (settings.isError) return <Trouble error={settings.error} onRetry={() => void settings.refetch()} />
  if (settings.data === undefined)
    return (
      <p className="es-state" role="status">
        {t.loading}
      </p>
    )
  return <SettingsForm key={settings.data.version} settings={settings.data} close={close} />
}

function SettingsForm({ settings, close }: { settings: Settings; close: () => void }) {
  const may = useMay()
  const messenger = useMessengerName()
  const { show } = useWindows()
  const [chosen, setChosen] = useState(settings.chatsAdministrator)
  const set = useCommand(settingsSet, { refreshes: [settingsOpen, deskOpen], onSuccess: close })
  const mayChange = may('settings.set')
  const pick = () =>
    show({
      key: 'pick administrator',
      title: t.administrators,
      size: 'form',
      render: (end) => (
        <Picker
          operation={administratorsList}
          many={false}
          rowOf={(row) => ({
            id: row.id,
            name: fullName(row),
            note: row.positions.map(({ title }) => title).join(', '),
          })}
          onPick={([found]) => {
            if (found !== undefined) setChosen(found)
          }}
          close={end}
        />
      ),
    })
  return (
    <>
      <FormBody error={set.error}>
        <p>{settings.organisation}</p>
        <PickField
          label={t.chatsAdministrator(messenger.plain)}
          value={chosen?.name ?? null}
          hint={t.chatsAdministratorHint}
          closed={mayChange ? null : t.settingsClosed}
          onPick={pick}
          onClear={() => setChosen(null)}
        />
      </FormBody>
      {mayChange && (
        <FormFoot
          busy={set.isPending}
          onSave={() => set.mutate({ version: settings.version, chatsAdministratorId: chosen?.id ?? null })}
          close={close}
        />
      )}
    </>
  )
}
