import { Button } from '@vkontakte/vkui'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { type FamilyPlace, FamilyView } from './FamilyView.tsx'
import { t } from './family.texts.ts'

/** The family of one pupil over the list of members. */
export function FamilyDialog({ name, onClose, ...place }: FamilyPlace & { name: string; onClose: () => void }) {
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
      <FamilyView {...place} />
    </Dialog>
  )
}
