import { useStore } from 'zustand'
import { t as callTexts } from '../calls.texts.ts'
import styles from '../prejoin/prejoin.module.css'
import { TestButton } from '../prejoin/SpeakerField.tsx'
import { t } from './guest.texts.ts'
import { Page } from './LinkPage.tsx'
import type { LinkSession } from './link-session.ts'

/** At the door: nobody is seen or named before somebody lets one in (CALL-09). */
export function LinkWaiting({ session, title }: { session: LinkSession; title: string }) {
  const tries = useStore(session.store, (state) => state.tries)
  return (
    <Page>
      <main id="content" className={styles.waiting} aria-label={callTexts.waiting.label}>
        <section className={styles.board}>
          <p className={styles.where} role="status">
            <span className={styles.wheel} aria-hidden="true" />
            {tries > 0 ? callTexts.enteringAgain : callTexts.waiting.where}
          </p>
          <h1>{title}</h1>
          <p>{t.waitsTitle}</p>
        </section>
        <div className={styles.below}>
          <div className={styles.checks}>
            <p className={styles.sub}>{t.waitsText}</p>
            <div className={styles.foot}>
              <TestButton />
              <button type="button" className={`${styles.soft} ${styles.danger}`} onClick={() => session.leave()}>
                {t.leave}
              </button>
            </div>
          </div>
        </div>
      </main>
    </Page>
  )
}
