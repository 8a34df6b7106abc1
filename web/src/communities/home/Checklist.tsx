import { useCommunity } from '../layout/community-context.ts'
import type { Administration } from './HomePage.tsx'
import { t } from './home.texts.ts'
import { StepCard } from './StepCard.tsx'

type Step = Administration['checklist'][number]

/** The steps of an administrator with what is done (ORG-07). */
export function Checklist({ administration }: { administration: Administration }) {
  const { community } = useCommunity()
  const steps = administration.checklist.map(({ step, done }) => ({
    key: step,
    done,
    ...t.checklist.steps[step],
    href: addressOf(step, community.communityId),
  }))
  return <StepCard id="checklist" title={t.checklist.title} steps={steps} />
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
