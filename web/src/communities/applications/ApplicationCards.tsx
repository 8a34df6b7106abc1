import { Button } from '@vkontakte/vkui'
import { fullName } from '#contract/identity/names.ts'
import { Chip } from '#web/kit/ui/Chip.tsx'
import { cx } from '#web/kit/ui/cx.ts'
import { Box } from '#web/kit/ui/Table.tsx'
import { uiTexts } from '#web/kit/ui/ui.texts.ts'
import { When } from '#web/kit/ui/When.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { STATE_TONES } from '../own/OwnApplicationsPage.tsx'
import { roleName, roleTone, terms } from '../terms/terms.ts'
import { aboutApplicant } from './about-applicant.ts'
import { t } from './applications.texts.ts'
import { MatchChip } from './MatchChip.tsx'
import styles from './QueuePage.module.css'
import type { QueueListProps } from './QueuePage.tsx'

/** The queue on a phone. */
export function ApplicationCards(props: QueueListProps) {
  const { queue, selected, onSelect, onOpen, decisions, onReject } = props
  const { community } = useCommunity()
  const undecided = queue.filters.tab === 'pending'
  const select = (id: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    onSelect(next)
  }
  return (
    <ul className={styles.cards}>
      {queue.applications.map((application) => (
        <li key={application.id} className={cx(selected.has(application.id) && styles.on)}>
          <div className={styles.cardHead}>
            {undecided && (
              <Box
                label={uiTexts.select(fullName(application))}
                checked={selected.has(application.id)}
                onChange={(on) => select(application.id, on)}
              />
            )}
            <div>
              <button type="button" onClick={() => onOpen(application.id)}>
                {fullName(application)}
              </button>
              <small className="num">
                {[application.unitName, aboutApplicant(application)].filter((part) => part !== '').join(' · ')}
              </small>
            </div>
            <Chip tone={roleTone(application.role)}>{roleName(community.type, application.role)}</Chip>
          </div>
          <MatchChip application={application} />
          <p className={styles.note}>
            {terms.paths[application.path]} · <When at={application.submittedAt} timeZone={community.timeZone} />
          </p>
          {!undecided && (
            <Chip tone={STATE_TONES[application.state]}>{terms.applicationStates[application.state]}</Chip>
          )}
          {undecided && selected.size === 0 && (
            <div className={styles.buttons}>
              <Button
                size="l"
                stretched
                mode="secondary"
                disabled={decisions.busy}
                onClick={() => decisions.approve([application.id])}
              >
                {t.approve}
              </Button>
              <Button
                size="l"
                stretched
                mode="tertiary"
                appearance="neutral"
                onClick={() => onReject([application.id])}
              >
                {t.reject}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  )
}
