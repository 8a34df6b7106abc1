import { useStore } from 'zustand'
import { learnSentences } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import type { CallSession } from '../session/call-session.ts'
import { Arrangement } from './Arrangement.tsx'
import { ChooseHall } from './ChooseHall.tsx'
import { t } from './halls.texts.ts'
import { MakeHalls } from './MakeHalls.tsx'
import { OpenHalls } from './OpenHalls.tsx'
import { useHalls } from './use-halls.ts'

learnSentences(callErrors)

/** Session halls: for whoever leads the call made, filled, opened and closed, for the others chosen (HALL). */
export function HallsDialog({ session, onClose }: { session: CallSession; onClose: () => void }) {
  const leads = useStore(session.store, (state) => state.mine.leads)
  const halls = useHalls(session)
  return (
    <Dialog title={t.title} onClose={onClose} wide={leads && halls.version > 0}>
      {!leads && <ChooseHall session={session} />}
      {leads && halls.version === 0 && <MakeHalls session={session} />}
      {leads && halls.version > 0 && (
        <>
          <OpenHalls session={session} />
          <Arrangement session={session} />
        </>
      )}
    </Dialog>
  )
}
