import { Checkbox } from '@vkontakte/vkui'
import { canDelegate } from '#contract/communities/communities.abilities.ts'
import { mine } from '#contract/communities/communities.ts'
import { getDelegation, setDelegation } from '#contract/communities/delegation.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { useApi, useCommand } from '#web/kit/query/useApi.ts'
import { Card } from '#web/kit/ui/Page.tsx'
import { showFailure, showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { roleName } from '../terms/terms.ts'
import { t } from './applications.texts.ts'
import styles from './QueuePage.module.css'

/** Leaves the pupils and parents of units to those who lead them, or takes that right away (INV-08, reading A-18). */
export function DelegationCard() {
  const { community, can } = useCommunity()
  const { communityId, type } = community
  const sets = (can.decideApplications || can.manageOrganisation) && canDelegate(type)
  const rule = useApi(getDelegation, { communityId }, { enabled: sets })
  const save = useCommand(setDelegation, {
    refreshes: [getDelegation, mine],
    onSuccess: ({ leads }) => showToast(leads ? t.delegation.on : t.delegation.off),
  })
  if (!sets || rule.data === undefined) return null
  const complain = { onError: (error: Error) => showFailure(explain(error).sentence) }
  return (
    <Card className={styles.matched}>
      <Checkbox
        checked={save.isPending ? save.variables.leads : rule.data.leads}
        disabled={save.isPending}
        description={t.delegation.note}
        onChange={({ target }) => save.mutate({ communityId, leads: target.checked }, complain)}
      >
        {t.delegation.label(roleName(type, 'lead'), t.delegation.whose[type])}
      </Checkbox>
    </Card>
  )
}
