import { Button, FormItem, NativeSelect, Textarea } from '@vkontakte/vkui'
import { useState } from 'react'
import { removeMember } from '#contract/communities/applications.ts'
import { REASON_MAX } from '#contract/communities/communities.limits.ts'
import { home, type Member, members } from '#contract/communities/communities.ts'
import { listUnits } from '#contract/communities/units.ts'
import { fullName } from '#contract/identity/names.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { Dialog } from '#web/kit/ui/Dialog.tsx'
import { ErrorLine } from '#web/kit/ui/States.tsx'
import { showToast } from '#web/kit/ui/toasts.ts'
import { useCommunity } from '../layout/community-context.ts'
import { useUnitNames } from '../units/useUnitNames.ts'
import { t } from './members.texts.ts'

/** Ends a membership, or the roles in one of several units; says what the person loses before it is done. */
export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { community } = useCommunity()
  const [reason, setReason] = useState('')
  const [unitId, setUnitId] = useState('')
  const unitName = useUnitNames(community.communityId)
  const units = [...new Set(member.roles.map((role) => role.unitId))]
  const name = fullName(member)
  const remove = useCommand(removeMember, {
    refreshes: [members, listUnits, home],
    onSuccess: () => {
      showToast(unitId === '' ? t.removing.done(name) : t.removing.leftUnit(name))
      onClose()
    },
  })
  const send = () =>
    remove.mutate({
      communityId: community.communityId,
      profileId: member.profileId,
      ...(unitId === '' ? {} : { unitId }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    })
  return (
    <Dialog
      title={t.removing.title}
      sub={name}
      onClose={onClose}
      footer={
        <>
          <Button size="l" mode="outline" appearance="neutral" onClick={onClose}>
            {t.removing.cancel}
          </Button>
          <Button size="l" appearance="negative" loading={remove.isPending} onClick={send}>
            {t.removing.submit}
          </Button>
        </>
      }
    >
      {units.length > 1 && (
        <FormItem noPadding top={t.removing.from} htmlFor="from-where">
          <NativeSelect id="from-where" value={unitId} onChange={({ target }) => setUnitId(target.value)}>
            <option value="">{t.removing.everywhere}</option>
            {units.map(
              (id) =>
                id !== null && (
                  <option key={id} value={id}>
                    {unitName(id)}
                  </option>
                ),
            )}
          </NativeSelect>
        </FormItem>
      )}
      <p>{unitId === '' ? t.removing.text : t.removing.fromUnit}</p>
      <FormItem noPadding top={t.removing.reason} htmlFor="reason">
        <Textarea
          id="reason"
          rows={2}
          maxLength={REASON_MAX}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormItem>
      <ErrorLine error={remove.error} />
    </Dialog>
  )
}
