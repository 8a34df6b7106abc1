import { Icon12ArrowUpRight, Icon16CheckCircle, Icon20LinkCircleOutline, Icon28KeyOutline } from '@vkontakte/icons'
import { useEffect } from 'react'
import { useMay, useMessengerName } from '../desk-context.ts'
import { useWindows, type WindowSpec } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { t } from '../school.texts.ts'
import { LinkWindow } from './LinkWindow.tsx'
import { readAnswer, type SignInAnswer, useLinking } from './linking.ts'
import { UnlinkWindow } from './UnlinkWindow.tsx'

/** Opens the window «Авторизация в …». */
function useLinkWindow() {
  const { show } = useWindows()
  const messenger = useMessengerName()
  return (answer: SignInAnswer | null = null, onLinked?: () => void) =>
    show({
      key: 'linking',
      title: t.signInTo(messenger.with),
      size: 'form',
      render: () => <LinkWindow answer={answer} {...(onLinked === undefined ? {} : { onLinked })} />,
    })
}

/** The shortcut «Привязать аккаунт к …», for whoever has not done so and may. */
export function LinkShortcut() {
  const may = useMay()
  const messenger = useMessengerName()
  const open = useLinkWindow()
  const { data } = useLinking()
  if (data === undefined || data.link !== null || !may('linking.begin')) return null
  return (
    <li>
      <button type="button" className="es-shortcut" onClick={() => open()}>
        <span className="es-face es-face-key">
          <Icon28KeyOutline />
          <Icon12ArrowUpRight className="es-arrow" />
        </span>
        {t.linkTo(messenger.with)}
      </button>
    </li>
  )
}

/** «Аккаунт привязан» in the bar at the foot. */
export function LinkedMark() {
  const { data } = useLinking()
  if (data === undefined || data.link === null) return null
  return (
    <span className="es-state-mark es-good">
      <Icon16CheckCircle aria-hidden="true" />
      {t.accountLinked}
    </span>
  )
}

/** Of the tab «Чаты»: «Отвязать учетную запись», or the way to link it. */
export function LinkButton() {
  const may = useMay()
  const messenger = useMessengerName()
  const { show } = useWindows()
  const open = useLinkWindow()
  const { data } = useLinking()
  if (data === undefined) return null
  if (data.link === null) {
    if (!may('linking.begin')) return null
    return (
      <ActionButton icon={<Icon20LinkCircleOutline />} onClick={() => open()}>
        {t.linkTo(messenger.with)}
      </ActionButton>
    )
  }
  if (!may('linking.undo')) return null
  const unlink = () =>
    show({ key: 'unlinking', title: t.unlink, size: 'form', render: (close) => <UnlinkWindow close={close} /> })
  return (
    <ActionButton icon={<Icon20LinkCircleOutline />} onClick={unlink}>
      {t.unlink}
    </ActionButton>
  )
}

/** What stands in the place of the chats until whoever looks has linked his account. */
export function LinkFirst() {
  const may = useMay()
  const messenger = useMessengerName()
  const open = useLinkWindow()
  return (
    <div className="es-state">
      <h2>{t.linkFirst}</h2>
      <p className="es-mut">{may('linking.begin') ? t.linkWhy(messenger.of) : t.linkNotAllowed}</p>
      {may('linking.begin') && (
        <ActionButton tone="main" onClick={() => open()}>
          {t.linkTo(messenger.with)}
        </ActionButton>
      )}
    </div>
  )
}

/** Takes whoever comes back from the sign-in of the messenger on to `chats`, which are open to him then. */
export function LinkReturn({ chats }: { chats: WindowSpec | undefined }) {
  const open = useLinkWindow()
  const { show, close } = useWindows()
  useEffect(() => {
    const answer = readAnswer(location)
    if (answer === null) return
    // The code is worth something once: neither the history of the browser nor a reload shall see it.
    history.replaceState(null, '', '/')
    open(answer, () => {
      if (chats === undefined) return
      close('linking')
      show(chats)
    })
  })
  return null
}
