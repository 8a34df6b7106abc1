import { useRouter } from '@tanstack/react-router'
import { Icon16Chevron, Icon20Check } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { useCommunity } from '../layout/community-context.ts'
import styles from './Checklist.module.css'
import type { Administration } from './HomePage.tsx'
import { t } from './home.texts.ts'

type Step = Administration['checklist'][number]

/** The steps of an administrator with what is done; only the next one is open (ORG-07). */
export function Checklist({ administration }: { administration: Administration }) {
  const { checklist } = administration
  const done = checklist.filter((step) => step.done).length
  const next = checklist.find((step) => !step.done)
  return (
    <section className={styles.card} aria-labelledby="checklist">
      <header className={styles.head}>
        <div>
          <h2 id="checklist">{t.checklist.title}</h2>
          <p>{t.checklist.done(done, checklist.length)}</p>
          <div className={styles.ticks} role="img" aria-label={t.checklist.done(done, checklist.length)}>
            {checklist.map((step) => (
              <i key={step.step} className={cx(step.done && styles.ticked)} />
            ))}
          </div>
        </div>
        <Chalk />
      </header>
      <ol className={styles.steps}>
        {checklist.map((step, at) => (
          <StepRow key={step.step} step={step} number={at + 1} now={step === next} />
        ))}
      </ol>
    </section>
  )
}

function StepRow({ step, number, now }: { step: Step; number: number; now: boolean }) {
  const router = useRouter()
  const { community } = useCommunity()
  const words = t.checklist.steps[step.step]
  const href = addressOf(step.step, community.communityId)
  return (
    <li className={cx(styles.step, step.done && styles.done, now && styles.now)}>
      <span className={styles.number} aria-hidden="true">
        {step.done ? <Icon20Check width={16} height={16} /> : number}
      </span>
      <div className={styles.text}>
        {href === null ? <span>{words.title}</span> : <AppLink href={href}>{words.title}</AppLink>}
        {now && words.text !== '' && <p>{words.text}</p>}
      </div>
      {now && href !== null && words.action !== '' ? (
        <Button size="m" onClick={() => router.history.push(href)}>
          {words.action}
        </Button>
      ) : (
        href !== null && <Icon16Chevron className={styles.arrow} />
      )}
    </li>
  )
}

/** Where a step is done. Steps without a page of their own only show whether they are done. */
function addressOf(step: Step['step'], communityId: string): string | null {
  const base = `/o/${communityId}`
  switch (step) {
    case 'unit':
    case 'structure':
      return `${base}/units`
    case 'information':
      return `${base}/about`
    case 'links':
      return `${base}/links`
    case 'verification':
      return `${base}/applications`
    case 'administrators':
      return `${base}/members`
    case 'support':
      return '/im'
    default:
      return null
  }
}

function Chalk() {
  return (
    <svg className={styles.chalk} viewBox="0 0 168 88" width="168" height="88" fill="none" aria-hidden="true">
      <g stroke="currentColor">
        <path d="M48 56.5c22-.8 50-.5 78 .2M52 57l-5 24M121 57l6 24M58 69.5c20-.6 38-.4 58 0" />
        <path d="M64 52c-.3-8 .4-13 .2-18 9-.6 27-.4 33 0 .4 5-.2 11 0 18" opacity=".55" />
        <path d="M70 40c6-.4 12-.2 20 0M70 46c5-.2 8-.2 13 0" opacity=".55" />
      </g>
      <g className={styles.yellow}>
        <path d="M108 12c10-1.400 27-1.200 36 .2 3 .8 4 3 4.200 8 .2 6-.6 9-4 10-7 .9-16 .9-22 .6l-8 6.800 1-7c-5-.4-8-1.600-8.600-5-.4-4-.4-11 1.400-13.600zM116 19.500c8-.5 15-.4 23-.2M116 25c5-.2 9-.3 14-.1" />
        <path d="M24 22a9 9 0 1 0 .1 0zM24 8v5M24 46v-5M4.500 29h5M38 29.500h5M10 15l3.500 3.600M38 43l-3.500-3.600M10.500 43l3.400-3.600M37.500 15 34 18.700" />
      </g>
    </svg>
  )
}
