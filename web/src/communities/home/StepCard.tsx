import { useRouter } from '@tanstack/react-router'
import { Icon16Chevron, Icon20Check } from '@vkontakte/icons'
import { Button } from '@vkontakte/vkui'
import { AppLink } from '#web/kit/frame/AppLink.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { t } from './home.texts.ts'
import styles from './StepCard.module.css'

export interface CardStep {
  key: string
  done: boolean
  /** There is nobody with whom it could be done. */
  needless?: boolean
  title: string
  /** What helps while the step is the next one. */
  text: string
  /** Name of the button that leads to where it is done. */
  action: string
  /** Where it is done; null for steps without a page of their own. */
  href: string | null
}

interface StepCardProps {
  id: string
  title: string
  steps: readonly CardStep[]
  /** For a list that its reader may fold away. */
  fold?: { folded: boolean; toggle: () => void }
}

/** Steps with what is done; only the next one is open. */
export function StepCard({ id, title, steps, fold }: StepCardProps) {
  const needed = steps.filter((step) => step.needless !== true)
  const done = t.checklist.done(needed.filter((step) => step.done).length, needed.length)
  const next = needed.find((step) => !step.done)
  const open = fold?.folded !== true
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={cx(styles.head, !open && styles.folded)}>
        <div>
          <h2 id={id}>{title}</h2>
          <p>{done}</p>
          <div className={styles.ticks} role="img" aria-label={done}>
            {needed.map((step) => (
              <i key={step.key} className={cx(step.done && styles.ticked)} />
            ))}
          </div>
        </div>
        {open && <Chalk />}
        {fold !== undefined && (
          <button type="button" className={styles.fold} aria-expanded={open} onClick={fold.toggle}>
            {open ? t.checklist.fold : t.checklist.unfold}
          </button>
        )}
      </header>
      {open && (
        <ol className={styles.steps}>
          {steps.map((step, at) => (
            <StepRow key={step.key} step={step} number={at + 1} now={step === next} />
          ))}
        </ol>
      )}
    </section>
  )
}

function StepRow({ step, number, now }: { step: CardStep; number: number; now: boolean }) {
  const router = useRouter()
  const { href, title, text, action } = step
  const open = now && href !== null && action !== ''
  return (
    <li className={cx(styles.step, step.done && styles.done, now && styles.now)}>
      <span className={styles.number} aria-hidden="true">
        {step.done ? <Icon20Check width={16} height={16} /> : step.needless ? '–' : number}
      </span>
      <div className={styles.text}>
        {href === null ? <span>{title}</span> : <AppLink href={href}>{title}</AppLink>}
        {step.done && <span className="vh">{t.checklist.ticked}</span>}
        {step.needless && <p>{t.checklist.needless}</p>}
        {now && text !== '' && <p>{text}</p>}
      </div>
      {open ? (
        <Button size="m" onClick={() => router.history.push(href)}>
          {action}
        </Button>
      ) : (
        href !== null && <Icon16Chevron className={styles.arrow} />
      )}
    </li>
  )
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
