import { listOperatorAudit } from '#contract/communities/audit.ts'
import { AuditView } from './AuditView.tsx'
import { t } from './audit.texts.ts'

/** «Журнал действий» of the operator. */
export function OperatorAuditPage() {
  return <AuditView sub={t.deskSub} door={{ operation: listOperatorAudit, input: {}, type: 'school' }} />
}
