import type { AuditEntry, AuditPerson } from '#contract/communities/audit.ts'
import type { CommunityType } from '#contract/communities/types.ts'
import { When } from '#web/kit/ui/When.tsx'
import styles from './audit.module.css'
import { t } from './audit.texts.ts'
import { actorWords, changeWords, personWords } from './entry-words.ts'

/** People who are named in a row of the screen; the rest is counted. */
const SHOWN_MAX = 3

interface AuditRowProps {
  entry: AuditEntry
  type: CommunityType
  timeZone: string | undefined
  onPerson: (person: AuditPerson) => void
}

/** One act: what it was, whom it concerned, who did it and when. */
export function AuditRow({ entry, type, timeZone, onPerson }: AuditRowProps) {
  const { actor, people, peopleCount } = entry
  const changes = changeWords(entry, type)
  // Who is alone with himself in an act stands at its end already.
  const concerned = people.filter(({ pseudonym }) => peopleCount > 1 || pseudonym !== actor?.pseudonym)
  const shown = concerned.slice(0, SHOWN_MAX)
  const rest = concerned.length === 0 ? 0 : peopleCount - shown.length
  return (
    <li>
      <div className={styles.what}>
        <b>{t.acts[entry.act]}</b>
        {changes.length > 0 && <p>{changes.join(' · ')}</p>}
        {shown.length > 0 && (
          <p className={styles.people}>
            {shown.map((person) => (
              <PersonButton key={person.pseudonym} person={person} words={personWords(person)} onPerson={onPerson} />
            ))}
            {rest > 0 && <span>{t.others(rest)}</span>}
          </p>
        )}
      </div>
      <div className={styles.who}>
        {actor === null ? (
          <span>{t.itself}</span>
        ) : (
          <PersonButton person={actor} words={actorWords(entry)} onPerson={onPerson} />
        )}
        <small>
          <When at={entry.at} timeZone={timeZone} /> · <span title={entry.hash}>{t.row(entry.number)}</span>
        </small>
      </div>
    </li>
  )
}

interface PersonButtonProps {
  person: AuditPerson
  words: string
  onPerson: (person: AuditPerson) => void
}

/** A name that narrows the list to this person. */
function PersonButton({ person, words, onPerson }: PersonButtonProps) {
  const title = person.name === null && words !== t.operator ? t.hiddenNote : undefined
  return (
    <button type="button" title={title} aria-label={t.onlyOf(words)} onClick={() => onPerson(person)}>
      {words}
    </button>
  )
}
