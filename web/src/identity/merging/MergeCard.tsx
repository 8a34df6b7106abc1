import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { Card } from '#web/kit/ui/Page.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { t } from './merging.texts.ts'

/** The way to one account for whoever has two (IDN-23). */
export function MergeCard() {
  const [open, setOpen] = useState(false)
  return (
    <Card
      title={t.title}
      sub={t.sub}
      actions={
        <Button size="m" mode="outline" appearance="neutral" onClick={() => setOpen(true)}>
          {t.open}
        </Button>
      }
    >
      {open && <MergeDialog onClose={() => setOpen(false)} />}
    </Card>
  )
}
