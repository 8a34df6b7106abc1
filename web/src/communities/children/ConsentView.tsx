import type { ReactNode } from 'react'
import type { ConsentState } from '#contract/communities/consents.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { When } from '#web/kit/ui/When.tsx'
import styles from './children.module.css'
import { t } from './children.texts.ts'

type Word = keyof typeof t.states

const TONES: Readonly<Record<Word, Tone>> = { given: 'accent', missing: 'warn', ended: 'warn', notNeeded: 'plain' }

function wordOf({ needed, consent, endedAt }: ConsentState): Word {
  if (!needed) return 'notNeeded'
  if (consent !== null) return 'given'
  return endedAt === null ? 'missing' : 'ended'
}

/** How the consent for a child stands: who gave it and when, or what follows from there being none. */
export function ConsentView({ state, children }: { state: ConsentState; children?: ReactNode }) {
  const { consent, endedAt } = state
  const word = wordOf(state)
  return (
    <div className={styles.state}>
      <Chip tone={TONES[word]}>{t.states[word]}</Chip>
      {word === 'notNeeded' && <p>{t.notNeededNote}</p>}
      {word === 'given' && consent !== null && (
        <>
          <p>
            {t.givenBy(consent.giverName)}, <When at={consent.givenAt} />. {t.version(consent.textVersion)}.
          </p>
          {consent.paper !== null && <p>{t.paper(consent.paper.recordedBy, plainDay(consent.paper.signedOn))}</p>}
        </>
      )}
      {word === 'ended' && endedAt !== null && (
        <p>
          {t.endedOn} <When at={endedAt} />
        </p>
      )}
      {(word === 'missing' || word === 'ended') && <p>{t.missingNote}</p>}
      {children}
    </div>
  )
}
