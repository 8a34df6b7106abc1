import { Button } from '@vkontakte/vkui'
import { useState } from 'react'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { CardPaper, PrintCards } from './CardPaper.tsx'
import type { Printed } from './CardsPage.tsx'
import { t } from './cards.texts.ts'

/** New cards, shown this once: neither the server nor the page has their secrets afterwards. */
export function PrintedDialog({ printed, onClose }: { printed: Printed; onClose: () => void }) {
  const [printing, setPrinting] = useState(false)
  return (
    <Dialog
      title={t.readyTitle(printed.cards.length)}
      sub={t.readySub}
      wide
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.close}
          </Button>
          <Button size="l" data-first onClick={() => setPrinting(true)}>
            {t.printNow}
          </Button>
        </>
      }
    >
      <CardPaper card={printed.cards[0]!} printed={printed} />
      {printing && <PrintCards printed={printed} onDone={() => setPrinting(false)} />}
    </Dialog>
  )
}
