import { Icon20Cancel } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { getBanner } from '#contract/communities/banner.ts'
import { when } from '#web/kit/i18n/dates.ts'
import { locale } from '#web/kit/i18n/locale.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import styles from './announcements.module.css'
import { t } from './announcements.texts.ts'
import { hiddenBanner, hideBanner } from './put-aside.ts'

const LOOK_AGAIN_MS = 3_600_000

/** What the operator announces, until its time is over or this browser has hidden it (ORG-19). */
export function BannerLine() {
  const banner = useApi(getBanner, {}).data?.banner ?? null
  const [hidden, setHidden] = useState(hiddenBanner)
  const over = useOver(banner?.until ?? null)
  if (banner === null || over || banner.id === hidden) return null
  const hide = () => {
    hideBanner(banner.id)
    setHidden(banner.id)
  }
  return (
    <div className={styles.line} role="status">
      <p>
        {locale === 'en' && banner.en !== '' ? banner.en : banner.ru}
        <small className="num">{t.until(when(banner.until))}</small>
      </p>
      <button type="button" aria-label={t.hide} title={t.hide} onClick={hide}>
        <Icon20Cancel />
      </button>
    </div>
  )
}

/** Whether a moment has come, also while the page stands open. */
function useOver(until: string | null): boolean {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (until === null) return
    const left = Date.parse(until) - now
    if (left <= 0) return
    const timer = setTimeout(() => setNow(Date.now()), Math.min(left, LOOK_AGAIN_MS))
    return () => clearTimeout(timer)
  }, [until, now])
  return until !== null && Date.parse(until) <= now
}
