import { useId, useState } from 'react'
import { isUuid } from '#contract/kit/uuid.ts'
import {
  type Connection,
  connectionClear,
  connectionOpen,
  connectionRefused,
  connectionSet,
} from '#contract/school/connection.ts'
import { linkingOpen } from '#contract/school/linking.ts'
import { registerList, registerOpen } from '#contract/school/register.ts'
import { CONNECTION_ADDRESS_MAX, CONNECTION_SECRET_MAX } from '#contract/school/school.limits.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { refresh, useApi, useCommand } from '#web/kit/query/useApi.ts'
import { useDesk, useMessengerName } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { LineField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { Question } from '../kit/Question.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'
import { RefusedWindow } from './RefusedWindow.tsx'

/** The window «Подключение»: where the messenger is, as whom it is told, and how far that has come. */
export function ConnectionWindow({ close }: { close: () => void }) {
  const connection = useApi(connectionOpen, {})
  if (connection.isError) return <Trouble error={connection.error} onRetry={() => void connection.refetch()} />
  if (connection.data === undefined)
    return (
      <p className="es-state" role="status">
        {t.loading}
      </p>
    )
  return <ConnectionForm key={connection.data.version} connection={connection.data} close={close} />
}

function ConnectionForm({ connection, close }: { connection: Connection; close: () => void }) {
  const messenger = useMessengerName()
  const [apiUrl, setApiUrl] = useState(connection.apiUrl ?? '')
  const [clientId, setClientId] = useState(connection.clientId ?? '')
  const [communityId, setCommunityId] = useState(connection.communityId ?? '')
  const [secret, setSecret] = useState('')
  const set = useCommand(connectionSet, { refreshes: [connectionOpen, connectionRefused], onSuccess: close })
  const codes = { clientId: clientId.trim().toLowerCase(), communityId: communityId.trim().toLowerCase() }
  const isEmpty = codes.clientId === '' || codes.communityId === '' || (!connection.hasSecret && secret === '')
  const isWrong = !isUuid(codes.clientId) || !isUuid(codes.communityId)
  return (
    <>
      <FormBody error={set.error}>
        <p>{t.connectionText(messenger.to)}</p>
        <LineField
          label={t.messengerAddress}
          hint={t.messengerAddressHint(connection.ownUrl)}
          maxLength={CONNECTION_ADDRESS_MAX}
          value={apiUrl}
          onChange={setApiUrl}
        />
        <LineField
          label={t.clientId}
          required
          hint={t.clientIdHint}
          maxLength={40}
          value={clientId}
          onChange={setClientId}
        />
        <LineField
          label={t.clientSecret}
          required={!connection.hasSecret}
          type="password"
          hint={connection.hasSecret ? t.secretKept : t.secretNeeded}
          maxLength={CONNECTION_SECRET_MAX}
          value={secret}
          onChange={setSecret}
        />
        <LineField
          label={t.communityId}
          required
          hint={t.communityIdHint}
          maxLength={40}
          value={communityId}
          onChange={setCommunityId}
        />
        <State connection={connection} />
      </FormBody>
      <FormFoot
        busy={set.isPending}
        closed={isEmpty ? t.fillNames : isWrong ? t.codesWrong : null}
        onSave={() =>
          set.mutate({
            version: connection.version,
            apiUrl: apiUrl.trim() === '' ? null : apiUrl.trim(),
            ...codes,
            ...(secret === '' ? {} : { secret }),
          })
        }
        close={close}
      />
    </>
  )
}

/** How far telling has come, what is in its way, and what was refused. */
function State({ connection }: { connection: Connection }) {
  const { show } = useWindows()
  const { timeZone } = useDesk()
  const id = useId()
  const { facts, untold, refused, toldAt, trouble, version } = connection
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{t.connectionState}</h3>
      {version === 0 ? <p className="es-mut">{t.notConnected}</p> : <p>{t.toldOf(facts - untold, facts)}</p>}
      {toldAt !== null && <p className="es-mut">{t.toldAt(when(toldAt, { timeZone }))}</p>}
      {trouble !== null && (
        <p className="es-mistake" role="status">
          {t.troubles[trouble.what]} {t.troubleSince(when(trouble.since, { timeZone }))}
        </p>
      )}
      {refused > 0 && <p>{t.refusedCount(refused)}</p>}
      <p>
        <ActionButton onClick={() => void refresh(connectionOpen)}>{t.reload}</ActionButton>{' '}
        {refused > 0 && (
          <ActionButton
            onClick={() =>
              show({ key: 'refused facts', title: t.refusedFacts, size: 'wide', render: () => <RefusedWindow /> })
            }
          >
            {t.showRefused}
          </ActionButton>
        )}{' '}
        {version > 0 && <Disconnect version={version} />}
      </p>
    </section>
  )
}

/** Ends the connection, after a question that says what stays. */
function Disconnect({ version }: Pick<Connection, 'version'>) {
  const { show } = useWindows()
  const messenger = useMessengerName()
  const ask = () =>
    show({
      key: 'disconnect',
      title: t.disconnection,
      size: 'alert',
      render: (close) => (
        <Question
          operation={connectionClear}
          input={{ version }}
          text={t.disconnectText(messenger.of)}
          yes={t.disconnect}
          refreshes={[connectionOpen, connectionRefused, linkingOpen, registerList, registerOpen]}
          close={close}
        />
      ),
    })
  return (
    <ActionButton tone="danger" onClick={ask}>
      {t.disconnect}
    </ActionButton>
  )
}
