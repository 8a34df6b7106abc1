import { listAudit } from '#contract/communities/audit.ts'
import { Card, PageHead } from '#web/kit/ui/Page.tsx'
import { Denied } from '#web/kit/ui/States.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { AuditView } from './AuditView.tsx'
import { t } from './audit.texts.ts'

/** «Журнал действий» of one organisation, for its administrators. */
export function AuditPage() {
  const { community, can } = useCommunity()
  if (!can.viewAudit) {
    return (
      <>
        <PageHead title={t.title} />
        <Card flush>
          <Denied {...t.denied} />
        </Card>
      </>
    )
  }
  const { communityId, type, timeZone } = community
  return <AuditView sub={t.sub} door={{ operation: listAudit, input: { communityId }, type }} timeZone={timeZone} />
}
