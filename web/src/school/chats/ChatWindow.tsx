import { useState } from 'react'
import { isDefaultChat, type MemberTab, TABS_OF_KIND } from '#contract/connector/connector.limits.ts'
import {
  type OpenedChat,
  type RegisterMember,
  registerAdd,
  registerCompose,
  registerEdit,
  registerList,
  registerOpen,
} from '#contract/school/register.ts'
import { classesList } from '#contract/school/units.ts'
import { newKey } from '#web/kit/api/api.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { useMay, useMessengerName } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ChoiceField, LineField, PickField } from '../kit/Field.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { Picker } from '../kit/Picker.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { t } from '../school.texts.ts'
import { type ChatDraft, draftOf, NEW_CHAT, withKind } from './chat-draft.ts'
import { MembersPart } from './MembersPart.tsx'

/** «Добавление чата» and the window in which one is changed. */
export function ChatWindow({ id, close }: { id: string | null; close: () => void }) {
  if (id === null) return <ChatForm opened={null} close={close} />
  return <OpenedChatWindow id={id} close={close} />
}

function OpenedChatWindow({ id, close }: { id: string; close: () => void }) {
  const opened = useApi(registerOpen, { id })
  if (opened.isError) return <Trouble error={opened.error} onRetry={() => void opened.refetch()} />
  if (opened.data === undefined)
    return (
      <p className="es-state" role="status">
        {t.loading}
      </p>
    )
  return <ChatForm key={opened.data.chat.version} opened={opened.data} close={close} />
}

const KINDS = (['subject', 'other'] as const).map((value) => ({ value, label: t.chatKinds[value] }))

function ChatForm({ opened, close }: { opened: OpenedChat | null; close: () => void }) {
  const { show } = useWindows()
  const [id] = useState(newKey)
  const [draft, setDraft] = useState<ChatDraft>(() => (opened === null ? NEW_CHAT : draftOf(opened)))
  const [tab, setTab] = useState<MemberTab>('pupils')
  const tabs = TABS_OF_KIND[draft.kind]
  const filled = useComposed(draft)
  const options = { refreshes: [registerList, registerOpen], onSuccess: close }
  const add = useCommand(registerAdd, options)
  const edit = useCommand(registerEdit, options)
  const command = opened === null ? add : edit
  const choice = { members: [...draft.members], excluded: [...draft.excluded] }
  const send = () => {
    const { kind, title, unit } = draft
    if (opened !== null) edit.mutate({ id: opened.chat.id, version: opened.chat.version, title, ...choice })
    else if (kind === 'subject' || kind === 'other')
      add.mutate({ id, kind, title, unitId: unit?.id ?? null, ...choice })
  }
  const unlinked = filled.people.filter(({ linked }) => !linked)
  const save = () => {
    if (unlinked.length === 0) return send()
    show({
      key: 'warning',
      title: t.warning,
      size: 'alert',
      render: (end) => <Warning people={unlinked} onOk={send} close={end} />,
    })
  }
  const isWhole = draft.title.trim() !== '' && (draft.kind !== 'subject' || draft.unit !== null)
  return (
    <>
      <FormBody error={command.error ?? filled.error}>
        <ChatFields draft={draft} isNew={opened === null} people={filled.people} onChange={setDraft} />
        <MembersPart
          draft={draft}
          people={filled.people}
          leftOut={filled.leftOut}
          tab={tabs.includes(tab) ? tab : 'employees'}
          tabs={tabs}
          onTab={setTab}
          onChange={setDraft}
        />
      </FormBody>
      <FormFoot
        note={unlinked.length === 0 ? '' : t.notLinked(unlinked.length)}
        busy={command.isPending}
        closed={isWhole ? null : t.fillNames}
        onSave={save}
        close={close}
      />
    </>
  )
}

/** Who would be in the chat by what is filled in so far; while that is asked for, who was in it before. */
function useComposed({ kind, unit, members, excluded }: ChatDraft): {
  people: readonly RegisterMember[]
  leftOut: readonly RegisterMember[]
  error: unknown
} {
  const composed = useApi(
    registerCompose,
    { kind, unitId: unit?.id ?? null, members: [...members], excluded: [...excluded] },
    { keep: true, enabled: kind !== 'subject' || unit !== null || members.length > 0 },
  )
  const { people = [], leftOut = [] } = composed.data ?? {}
  return { people, leftOut, error: composed.error }
}

interface ChatFieldsProps {
  draft: ChatDraft
  isNew: boolean
  people: readonly RegisterMember[]
  onChange: (draft: ChatDraft) => void
}

function ChatFields({ draft, isNew, people, onChange }: ChatFieldsProps) {
  const { show } = useWindows()
  const may = useMay()
  const pick = () =>
    show({
      key: 'pick unit',
      title: t.classes,
      size: 'form',
      render: (close) => (
        <Picker
          operation={classesList}
          many={false}
          rowOf={(row) => ({
            id: row.id,
            name:
              row.class === null
                ? row.name
                : `${[row.subject?.name ?? '', row.name].filter((part) => part !== '').join(', ')} (${row.class.name})`,
            note: row.teacher?.name ?? t.nobody,
          })}
          onPick={([unit]) => {
            if (unit !== undefined)
              onChange({ ...draft, unit, excluded: [], title: draft.title === '' ? unit.name : draft.title })
          }}
          close={close}
        />
      ),
    })
  const byGroup = people.filter(({ reasons }) => reasons.includes('pupil')).length
  const kinds = isNew ? KINDS : [{ value: draft.kind, label: t.chatKinds[draft.kind] }]
  const closed =
    draft.kind !== 'subject' ? t.onlySubject : !isNew ? t.unitStays : may('classes.list') ? null : t.noClassRight
  return (
    <>
      <LineField label={t.chatTitle} required value={draft.title} onChange={(title) => onChange({ ...draft, title })} />
      <ChoiceField
        label={t.chatKind}
        value={draft.kind}
        options={kinds}
        closed={isNew ? null : isDefaultChat(draft.kind) ? t.defaultKind : t.kindStays}
        onChange={(kind) => onChange(withKind(draft, kind))}
      />
      {!(draft.kind === 'teachers') && (
        <PickField
          label={t.chatUnit}
          required={draft.kind === 'subject'}
          value={draft.unit?.name ?? null}
          hint={draft.unit === null || people.length === 0 ? undefined : t.filledBy(byGroup)}
          closed={closed}
          onPick={pick}
        />
      )}
    </>
  )
}

/** Who has not linked an account: in the register at once, in the messenger only then (ESC-12). */
function Warning({ people, onOk, close }: { people: readonly RegisterMember[]; onOk: () => void; close: () => void }) {
  const messenger = useMessengerName()
  return (
    <>
      <div className="es-alert">
        <p>{t.warningText(messenger.of)}</p>
        <ul className="es-warned">
          {people.map(({ personId, name }) => (
            <li key={personId}>{name}</li>
          ))}
        </ul>
        <p className="es-mut">{t.warningThen(messenger.plain, messenger.of)}</p>
      </div>
      <FormFoot
        save={t.ok}
        close={close}
        onSave={() => {
          close()
          onOk()
        }}
      />
    </>
  )
}
