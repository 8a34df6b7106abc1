import { Icon20MoreHorizontal } from '@vkontakte/icons'
import { useEffect, useState } from 'react'
import { type ChatMember, setChatRole } from '#contract/messenger/chats.ts'
import { explain } from '#web/kit/errors/explain.ts'
import { Menu } from '#web/kit/ui/Menu.tsx'
import { showFailure } from '#web/kit/ui/toasts.ts'
import { useEngineCommand } from '../boot/use-engine-calls.ts'
import { Ask } from './Ask.tsx'
import { info } from './info.texts.ts'

/** What the owner of a group makes of a member (CHT-08). */
export function RoleMenu({ chatId, member, name }: { chatId: string; member: ChatMember; name: string }) {
  const { profileId, role } = member
  const [handing, setHanding] = useState(false)
  const give = useEngineCommand(setChatRole, () => setHanding(false))
  useEffect(() => {
    if (give.error !== null && !handing) showFailure(explain(give.error).sentence)
  }, [give.error, handing])
  const isLed = role === 'administrator'
  return (
    <>
      <Menu
        label={info.roleOf(name)}
        items={[
          {
            key: 'administrator',
            label: isLed ? info.makeMember : info.makeAdministrator,
            onSelect: () => give.mutate({ chatId, profileId, role: isLed ? 'member' : 'administrator' }),
          },
          { key: 'owner', label: info.makeOwner, onSelect: () => setHanding(true) },
        ]}
      >
        <Icon20MoreHorizontal />
      </Menu>
      {handing && (
        <Ask
          title={info.makeOwnerAsk(name)}
          text={info.makeOwnerText}
          action={info.makeOwner}
          busy={give.isPending}
          error={give.error}
          onYes={() => give.mutate({ chatId, profileId, role: 'owner' })}
          onNo={() => setHanding(false)}
        />
      )}
    </>
  )
}
