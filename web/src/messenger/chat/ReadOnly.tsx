import { unblock } from '#contract/communities/blocks.ts'
import { writeRefusal } from '#contract/messenger/chats.abilities.ts'
import type { ChatSlice } from '#web/kit/sync/state.ts'
import { useMessenger } from '../boot/engine-context.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { t } from '../messenger.texts.ts'
import { Refusal } from '../newchat/Refusal.tsx'
import { MainButton } from '../parts/Parts.tsx'
import { otherOf } from '../view/people.ts'
import { speaksFor } from '../view/speaks-for.ts'
import { whyReadOnly } from '../view/why-read-only.ts'
import { ComposerBox } from './ComposerBox.tsx'
import styles from './chat.module.css'
import { PostField } from './PostField.tsx'

/** In the place of the composer: why nothing can be written here, and the way back from an own block. */
export function ReadOnly({ slice, suspended }: { slice: ChatSlice; suspended: boolean }) {
  const refusal = writeRefusal(slice.chat, slice.mine)
  const otherId = useMessenger(({ sync }) => otherOf(slice, sync.profileId))
  const speaks = useMessenger(({ sync: { memberships } }) => speaksFor(memberships, slice.chat))
  const free = useEngineCommand(unblock)
  if (suspended) {
    return (
      <ComposerBox>
        <p className={styles.readOnly}>{t.suspended}</p>
      </ComposerBox>
    )
  }
  if (refusal === null) return null
  if (speaks) return <PostField slice={slice} />
  return (
    <ComposerBox>
      <p className={styles.readOnly}>
        {whyReadOnly(refusal)}
        {refusal === 'chat.blocking' && otherId !== null && (
          <MainButton mode="soft" disabled={free.isPending} onClick={() => free.mutate({ profileId: otherId })}>
            {t.chat.unblock}
          </MainButton>
        )}
      </p>
      <Refusal error={free.error} />
    </ComposerBox>
  )
}
