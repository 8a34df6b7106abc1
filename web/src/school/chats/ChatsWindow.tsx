import { Icon16LockOutline } from '@vkontakte/icons'
import { isDefaultChat } from '#contract/connector/connector.limits.ts'
import { type RegisterChat, registerList, registerRemove } from '#contract/school/register.ts'
import { seesEveryChat } from '#contract/school/rights.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { useDesk, useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { Trouble } from '../kit/Trouble.tsx'
import { LinkButton, LinkFirst } from '../linking/LinkControls.tsx'
import { useLinking } from '../linking/linking.ts'
import { t } from '../school.texts.ts'
import { ChatWindow } from './ChatWindow.tsx'

function Linked({ linked, members }: RegisterChat) {
  return (
    <span className="es-linked">
      <meter min={0} max={Math.max(1, members)} value={linked} aria-hidden="true" />
      {t.ofLinked(linked, members)}
    </span>
  )
}

/** The register that carries the messenger's name: its tab «Чаты». */
export function ChatsWindow() {
  return (
    <>
      <div className="es-tabs" role="tablist">
        <button type="button" role="tab" aria-selected="true">
          {t.chats}
        </button>
      </div>
      <ChatsTab />
    </>
  )
}

/** Whoever keeps chats sees them; everybody else those that he is in, once he has linked his account. */
function ChatsTab() {
  const { rights } = useDesk()
  const linking = useLinking()
  if (seesEveryChat(rights) || (linking.data?.link ?? null) !== null) return <ChatsRegister />
  if (linking.isError) return <Trouble error={linking.error} onRetry={() => void linking.refetch()} />
  if (linking.data !== undefined) return <LinkFirst />
  return (
    <p className="es-state" role="status">
      {t.loading}
    </p>
  )
}

function ChatsRegister() {
  const may = useMay()
  const { timeZone } = useDesk()
  const { show } = useWindows()
  const columns: readonly Column<RegisterChat>[] = [
    { title: t.chatTitle, cell: ({ title }) => <b>{title}</b> },
    {
      title: t.chatKind,
      cell: ({ kind }) => (
        <span className="es-kind">
          {t.chatKinds[kind]}
          {isDefaultChat(kind) && <Icon16LockOutline aria-label={t.defaultChat} />}
        </span>
      ),
    },
    { title: t.chatUnit, wide: true, cell: ({ unit }) => unit ?? <span className="es-mut">{t.none}</span> },
    {
      title: t.chatAdministrator,
      wide: true,
      cell: ({ administrators }) => administrators[0] ?? <span className="es-mut">{t.none}</span>,
    },
    { title: t.members, wide: true, cell: ({ members }) => members },
    { title: t.linkedOnes, cell: Linked },
    {
      title: t.changed,
      wide: true,
      cell: ({ changedAt }) => (changedAt === null ? '' : when(changedAt, { timeZone })),
    },
  ]
  const open = (chat: RegisterChat | null, mayChange: boolean) =>
    show({
      key: `chat ${chat?.id ?? ''}`,
      title: chat === null ? t.newChat : mayChange ? t.editChat : chat.title,
      size: 'form',
      render: (close) => <ChatWindow id={chat?.id ?? null} close={close} />,
    })
  return (
    <Register
      operation={registerList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={({ title }) => title}
      searchLabel={t.searchChat}
      empty={t.noChats}
      more={() => <LinkButton />}
      onAdd={may('register.add') ? () => open(null, true) : undefined}
      onEdit={may('register.edit') ? (chat) => open(chat, true) : undefined}
      keeps={({ kind }) => (isDefaultChat(kind) ? t.defaultStays : null)}
      onDelete={
        may('register.remove')
          ? (chat) =>
              show({
                key: `remove ${chat.id}`,
                title: t.removal,
                size: 'alert',
                render: (close) => (
                  <Question
                    operation={registerRemove}
                    input={{ id: chat.id }}
                    text={t.removeChatText(chat.title)}
                    yes={t.delete}
                    refreshes={[registerList]}
                    close={close}
                  />
                ),
              })
          : undefined
      }
      foot={
        <span className="es-kind">
          <Icon16LockOutline aria-hidden="true" />
          {t.defaultNote}
        </span>
      }
    />
  )
}
