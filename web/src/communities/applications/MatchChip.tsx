import type { Application } from '#contract/communities/applications.ts'
import type { RosterMatchKind } from '#contract/communities/roster.limits.ts'
import { fullName } from '#contract/identity/names.ts'
import { plainDay } from '#web/kit/i18n/dates.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { t } from './applications.texts.ts'

const TONES: Readonly<Record<RosterMatchKind, Tone>> = { exact: 'accent', near: 'warn', several: 'warn', none: 'plain' }

/** How an application stands to the list of the organisation, in a word. */
export function MatchChip({ application }: { application: Application }) {
  const { match } = application
  if (match === null) return null
  return <Chip tone={TONES[match.kind]}>{t.match.kinds[match.kind]}</Chip>
}

const shown = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? plainDay(text) : text)

/** Whom the list names, and in what the application differs from it. */
export function MatchFacts({ application }: { application: Application }) {
  const { match } = application
  if (match === null) return null
  const { record, differences } = match
  return (
    <>
      <dt>{t.match.title}</dt>
      <dd>
        <MatchChip application={application} />
        {record !== null && (
          <small className="num">
            {[fullName(record), record.unitName, record.birthDate === null ? '' : plainDay(record.birthDate)]
              .filter((part) => part !== '')
              .join(' · ')}
          </small>
        )}
        {match.kind === 'several' && <small>{t.match.several}</small>}
        {differences.map(({ what, told, known }) => (
          <small key={what}>
            {told === '' && known === ''
              ? t.match.differences[what]
              : t.match.differs(t.match.differences[what], shown(told), shown(known))}
          </small>
        ))}
      </dd>
    </>
  )
}
