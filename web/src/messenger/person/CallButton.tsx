import { useRouter } from '@tanstack/react-router'
import { learnSentences, sentenceOf } from '#web/kit/errors/explain.ts'
import { callErrors } from '#web/kit/errors/pages/calls.ts'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { callPlace } from '../boot/chat-parts.ts'
import { useDialogue } from '../boot/use-dialogue.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { hrefOf } from '../place.ts'
import { t } from './person.texts.ts'

learnSentences(callErrors)

/** Leads into the call of the dialogue with a person; who may not call him reads why when he presses. */
export function CallButton({ profileId, callable }: { profileId: string; callable: boolean }) {
  const { history } = useRouter()
  const dialogue = useDialogue(profileId, (chatId) => history.replace(callPlace(chatId) ?? hrefOf(chatId)))
  const impossible = callable ? undefined : sentenceOf('call.notWanted')
  const call = () => {
    if (impossible !== undefined) showFailure(impossible)
    else if (!dialogue.open()) showFailure(t.offline)
  }
  return (
    <>
      <MainButton
        mode="soft"
        aria-disabled={impossible !== undefined}
        title={impossible}
        disabled={dialogue.isPending}
        onClick={call}
      >
        {t.call}
      </MainButton>
      <Refusal error={dialogue.error} />
    </>
  )
}
