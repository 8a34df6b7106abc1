import { Button } from '@vkontakte/vkui'
import { getFamily } from '#contract/communities/families.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { Failed, RowsSkeleton } from '#web/kit/ui/States.tsx'
import { FamilyView } from './FamilyView.tsx'
import { t } from './family.texts.ts'

interface FamilyDialogProps {
  unitId: string
  childProfileId: string
  name: string
  onClose: () => void
}

/** The family of one pupil over the list of members. */
export function FamilyDialog({ unitId, childProfileId, name, onClose }: FamilyDialogProps) {
  const { profile } = useFrame()
  const family = useApi(getFamily, { unitId, childProfileId })
  return (
    <Dialog
      title={t.title}
      sub={name}
      onClose={onClose}
      footer={
        <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
          {t.close}
        </Button>
      }
    >
      {family.data !== undefined ? (
        <FamilyView family={family.data} selfId={profile.id} withLink />
      ) : family.error !== null ? (
        <Failed error={family.error} onRetry={() => void family.refetch()} />
      ) : (
        <RowsSkeleton rows={2} label={t.loading} />
      )}
    </Dialog>
  )
}
