import { Icon24ChevronLeftOutline } from '@vkontakte/icons'
import { Logo } from '#web/kit/brand/Logo.tsx'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { hrefOf } from '#web/messenger/index.ts'
import { t } from '../calls.texts.ts'
import styles from '../prejoin/prejoin.module.css'

/** Above the pages before and after a call: the mark, the organisation, and the way back to the chat. */
export function PageTop({ chatId }: { chatId: string }) {
  const { organisation } = useFrame()
  return (
    <header className={styles.top}>
      <span className={styles.logo}>
        <Logo size={28} />
      </span>
      <b>Парта</b>
      {organisation !== null && <span className={styles.organisation}>{organisation.shortName}</span>}
      <AppLink href={hrefOf(chatId)} className={styles.back}>
        <Icon24ChevronLeftOutline />
        {t.toChat}
      </AppLink>
    </header>
  )
}
