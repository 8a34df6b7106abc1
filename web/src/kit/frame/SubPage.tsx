import { useRouter } from '@tanstack/react-router'
import { Icon24ChevronLeftOutline } from '@vkontakte/icons'
import { type MouseEvent, type ReactNode, useEffect } from 'react'
import { PageHead } from '../ui/Page.tsx'
import { usePhone } from '../ui/useMedia.ts'
import { AppLink } from './AppLink.tsx'
import { frameTexts as t } from './frame.texts.ts'
import styles from './SubPage.module.css'
import { SwitchButton } from './SwitchButton.tsx'

interface SubPageProps {
  title: string
  sub?: ReactNode
  /** Address of the page above: there leads the way back for whoever has opened this one by its own address. */
  above?: string
  /** What the page shows has a heading of its own; `title` is the name of the page only. */
  headed?: boolean
  children: ReactNode
}

/** A page below another one, with its title and the way back to where one came from. */
export function SubPage({ title, sub, above = '/me', headed = false, children }: SubPageProps) {
  const phone = usePhone()
  useEffect(() => {
    document.title = t.documentTitle(title)
  }, [title])
  return (
    <>
      {phone && (
        <header className={styles.top}>
          <BackLink above={above} />
          <SwitchButton />
        </header>
      )}
      <main id="content" className={styles.main}>
        {!phone && <BackLink above={above} />}
        {!headed && <PageHead title={title} sub={sub} />}
        <div className={styles.body}>{children}</div>
      </main>
    </>
  )
}

/** Does what the browser's own button does, and leads to the page above where that would leave the app. */
function BackLink({ above }: { above: string }) {
  const { history } = useRouter()
  const goBack = (event: MouseEvent) => {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!isPlain || !history.canGoBack()) return
    event.preventDefault()
    history.back()
  }
  return (
    <AppLink href={above} className={styles.back} onClick={goBack}>
      <Icon24ChevronLeftOutline />
      {t.back}
    </AppLink>
  )
}
