import { FormItem, Input } from '@vkontakte/vkui'
import { useDeferredValue, useState } from 'react'
import type { Ticket } from '#contract/communities/tickets.ts'
import { fullName } from '#contract/identity/names.ts'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { VerifiedMark } from '#web/kit/ui/VerifiedMark.tsx'
import { type FoundMember, useTicketDoor } from './ticket-door.ts'
import styles from './tickets.module.css'
import { t } from './tickets.texts.ts'

interface MemberFieldProps {
  ticket: Ticket
  chosen: string | null
  missing: boolean
  onChoose: (profileId: string) => void
}

/** Which of the members has filed the ticket; the names of the ticket are looked for first. */
export function MemberField({ ticket, chosen, missing, onChoose }: MemberFieldProps) {
  const [text, setText] = useState(() => fullName({ ...ticket, patronymic: '' }))
  const search = useDeferredValue(text.trim())
  const { members, error } = useTicketDoor().useMembers(ticket, search)
  const nothing = search !== '' && members?.length === 0
  return (
    <>
      <FormItem
        noPadding
        top={t.confirming.member}
        htmlFor="member"
        status={missing ? 'error' : 'default'}
        bottom={missing ? t.confirming.memberMissing : nothing ? t.confirming.nothing : undefined}
        bottomId="member-note"
      >
        <Input
          id="member"
          value={text}
          autoComplete="off"
          placeholder={t.confirming.search}
          aria-invalid={missing}
          aria-describedby="member-note"
          onChange={({ target }) => setText(target.value)}
        />
      </FormItem>
      <ul className={styles.found}>
        {(members ?? []).map((member) => (
          <MemberOption
            key={member.profileId}
            member={member}
            isChosen={member.profileId === chosen}
            onChoose={() => onChoose(member.profileId)}
          />
        ))}
      </ul>
      <ErrorLine error={error} />
    </>
  )
}

function MemberOption({
  member,
  isChosen,
  onChoose,
}: {
  member: FoundMember
  isChosen: boolean
  onChoose: () => void
}) {
  const { staff } = member
  return (
    <li>
      <button type="button" aria-pressed={isChosen} onClick={onChoose}>
        {member.name} {staff && <VerifiedMark />}
        {member.position !== '' && <small> · {member.position}</small>}
      </button>
    </li>
  )
}
