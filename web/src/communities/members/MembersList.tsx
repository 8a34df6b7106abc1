import { useRouter } from '@tanstack/react-router'
import { Icon20MoreHorizontal } from '@vkontakte/icons'
import { useState } from 'react'
import type { Member, MemberState } from '#contract/communities/communities.ts'
import { listEditors } from '#contract/communities/page-editors.ts'
import { isStaffRole, type Role } from '#contract/communities/types.ts'
import { fullName } from '#contract/identity/names.ts'
import { useFrame } from '#web/kit/frame/frame-context.ts'
import { usePhoto } from '#web/kit/photos/photos.ts'
import { useApi } from '#web/kit/query/useApi.ts'
import { Chip, type Tone } from '#web/kit/ui/Chip.tsx'
import { Menu, type MenuItem } from '#web/kit/ui/Menu.tsx'
import { Person } from '#web/kit/ui/Person.tsx'
import { type Column, Table } from '#web/kit/ui/Table.tsx'
import { usePhone } from '#web/kit/ui/useMedia.ts'
import { When } from '#web/kit/ui/When.tsx'
import { FamilyDialog } from '../family/FamilyDialog.tsx'
import { useCommunity } from '../layout/community-context.ts'
import { roleName, roleTone } from '../terms/terms.ts'
import { useUnitNames } from '../units/useUnitNames.ts'
import { AdministratorDialog } from './AdministratorDialog.tsx'
import { ChangeRoleDialog, changeable } from './ChangeRoleDialog.tsx'
import { EditorDialog } from './EditorDialog.tsx'
import styles from './members.module.css'
import { t } from './members.texts.ts'
import { RemoveMemberDialog } from './RemoveMemberDialog.tsx'
import { TakePhotoDialog } from './TakePhotoDialog.tsx'

/** Members as a table, as cards on a phone. */
export function MembersList({ people }: { people: readonly Member[] }) {
  const phone = usePhone()
  const [removing, setRemoving] = useState<Member | null>(null)
  const [family, setFamily] = useState<{ member: Member; unitId: string } | null>(null)
  const [taking, setTaking] = useState<Member | null>(null)
  const [leading, setLeading] = useState<Member | null>(null)
  const [changing, setChanging] = useState<Member | null>(null)
  const [editing, setEditing] = useState<Member | null>(null)
  const isEditor = useIsEditor()
  const menu = (member: Member) => (
    <MemberMenu
      member={member}
      onRemove={setRemoving}
      onTakePhoto={setTaking}
      onLead={setLeading}
      onChange={setChanging}
      isEditor={isEditor(member)}
      onEditor={setEditing}
      onFamily={(unitId) => setFamily({ member, unitId })}
    />
  )
  const where = useWhere()
  const columns: Column<Member>[] = [
    { key: 'name', head: t.columns.name, cell: (member) => <MemberName member={member} /> },
    {
      key: 'role',
      head: t.columns.role,
      width: 220,
      cell: (member) => <Roles member={member} isEditor={isEditor(member)} onChange={setChanging} />,
    },
    {
      key: 'unit',
      head: t.columns.unit,
      width: 180,
      cell: (member) => <span title={where(member)}>{where(member)}</span>,
    },
    {
      key: 'state',
      head: t.columns.state,
      width: 168,
      cell: (member) => <State member={member} />,
    },
    {
      key: 'actions',
      head: <span className="vh">{t.columns.actions}</span>,
      width: 76,
      end: true,
      cell: menu,
    },
  ]
  return (
    <>
      {phone ? (
        <ul className={styles.cards}>
          {people.map((member) => (
            <li key={member.profileId}>
              <div>
                <MemberName member={member} />
                <div className={styles.cardRoles}>
                  <Roles member={member} isEditor={isEditor(member)} onChange={setChanging} />
                  <small>{where(member)}</small>
                  <State member={member} />
                </div>
              </div>
              {menu(member)}
            </li>
          ))}
        </ul>
      ) : (
        <Table label={t.title} columns={columns} rows={people} keyOf={(member) => member.profileId} />
      )}
      {family !== null && (
        <FamilyDialog
          name={fullName(family.member)}
          unitId={family.unitId}
          childProfileId={family.member.profileId}
          onClose={() => setFamily(null)}
        />
      )}
      {leading !== null && <AdministratorDialog member={leading} onClose={() => setLeading(null)} />}
      {editing !== null && <EditorDialog member={editing} isOne={isEditor(editing)} onClose={() => setEditing(null)} />}
      {changing !== null && <ChangeRoleDialog member={changing} onClose={() => setChanging(null)} />}
      {taking !== null && <TakePhotoDialog member={taking} onClose={() => setTaking(null)} />}
      {removing !== null && <RemoveMemberDialog member={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

function MemberName({ member }: { member: Member }) {
  const children = member.children.length === 0 ? '' : t.childrenOf(member.children.join(', '))
  const earlier = member.renamed === null ? '' : t.renamed(fullName(member.renamed))
  const note = [member.position || children, earlier].filter((part) => part !== '').join(' · ')
  return <Person id={member.profileId} person={member} staff={member.staff} note={note} size={36} />
}

/** Who publishes on the page of the organisation by a right of his own; whoever does not give it asks nothing. */
function useIsEditor(): (member: Member) => boolean {
  const { community, can } = useCommunity()
  const { communityId } = community
  const editors = useApi(listEditors, { communityId }, { enabled: can.manageAdministrators }).data?.profileIds ?? []
  return ({ profileId }) => editors.includes(profileId)
}

interface RolesProps {
  member: Member
  isEditor: boolean
  onChange: (member: Member) => void
}

/** The roles of a member; whoever may change one presses it. */
function Roles({ member, isEditor, onChange }: RolesProps) {
  const { community, can } = useCommunity()
  const roles = [...new Set(member.roles.map(({ role }) => role))]
  const changes = can.manageMembers ? changeable(member).map(({ role }) => role) : []
  return (
    <span className={styles.roles}>
      {roles.map((role) => {
        const name = roleName(community.type, role)
        const chip = (
          <Chip key={role} tone={roleTone(role)}>
            {name}
          </Chip>
        )
        if (!changes.includes(role)) return chip
        const label = t.changeOf(name, fullName(member))
        return (
          <button
            key={role}
            type="button"
            className={styles.role}
            aria-label={label}
            title={t.change}
            onClick={() =>
              onChange({ ...member, roles: [...member.roles].sort((left) => (left.role === role ? -1 : 0)) })
            }
          >
            {chip}
          </button>
        )
      })}
      {isEditor && <Chip tone="plain">{t.editor}</Chip>}
    </span>
  )
}

const STATE_TONES: Readonly<Record<Exclude<MemberState, 'active'>, Tone>> = { awaitsConsent: 'warn', leaving: 'plain' }

/** Since when somebody takes part, or why he does not just now. */
function State({ member: { state, joinedAt } }: { member: Member }) {
  const { community } = useCommunity()
  if (state !== null && state !== 'active') return <Chip tone={STATE_TONES[state]}>{t.states[state]}</Chip>
  return (
    <small className={styles.since}>
      {t.since} <When at={joinedAt} timeZone={community.timeZone} dayOnly />
    </small>
  )
}

/** The units of a member in words. */
function useWhere(): (member: Member) => string {
  const { community } = useCommunity()
  const unitName = useUnitNames(community.communityId)
  return (member) => {
    const names = member.roles.map(({ unitId }) => (unitId === null ? t.whole : unitName(unitId)))
    return [...new Set(names.filter((name) => name !== ''))].join(', ')
  }
}

/** Appointing and dismissing; whom it cannot be done with, it says why. */
function leadItem(member: Member, onSelect: () => void): MenuItem {
  const isOne = member.roles.some(({ role }) => role === 'administrator')
  if (isOne) return { key: 'lead', label: t.dismiss, danger: true, onSelect }
  const isStaff = member.roles.some(({ role }) => isStaffRole(role))
  return { key: 'lead', label: t.appoint, impossible: isStaff ? undefined : t.notStaff, onSelect }
}

/** Entrusting the page of the organisation, and taking it back; whom it cannot be done with, it says why. */
function editorItem(member: Member, isEditor: boolean, onSelect: () => void): MenuItem {
  if (isEditor) return { key: 'page', label: t.takePage, danger: true, onSelect }
  const holds = (is: (role: Role) => boolean) => member.roles.some(({ role }) => is(role))
  const impossible = holds((role) => role === 'administrator')
    ? t.publishesAnyway
    : holds(isStaffRole)
      ? undefined
      : t.editorNotStaff
  return { key: 'page', label: t.givePage, impossible, onSelect }
}

interface MemberMenuProps {
  member: Member
  onRemove: (member: Member) => void
  onTakePhoto: (member: Member) => void
  onLead: (member: Member) => void
  onChange: (member: Member) => void
  isEditor: boolean
  onEditor: (member: Member) => void
  onFamily: (unitId: string) => void
}

function MemberMenu(props: MemberMenuProps) {
  const { member, isEditor, onRemove, onTakePhoto, onLead, onChange, onEditor, onFamily } = props
  const router = useRouter()
  const { profile } = useFrame()
  const { community, can } = useCommunity()
  const self = member.profileId === profile.id
  const hasPhoto = usePhoto(member.profileId) !== null
  const items: MenuItem[] = [
    ...(self
      ? []
      : [
          {
            key: 'write',
            label: t.write,
            onSelect: () => router.history.push(`/im?with=${member.profileId}`),
          },
        ]),
    ...member.roles.flatMap(({ role, unitId }) => {
      const leads = community.roles.some((own) => own.role === 'lead' && own.unitId === unitId)
      if (role !== 'pupil' || unitId === null || !(can.manageLinks || leads)) return []
      return [{ key: `family-${unitId}`, label: t.family, onSelect: () => onFamily(unitId) }]
    }),
    ...(can.manageMembers && changeable(member).length > 0
      ? [{ key: 'change', label: t.change, onSelect: () => onChange(member) }]
      : []),
    ...(can.manageAdministrators
      ? [leadItem(member, () => onLead(member)), editorItem(member, isEditor, () => onEditor(member))]
      : []),
    ...(can.manageMembers && hasPhoto && !self
      ? [{ key: 'photo', label: t.takePhoto, danger: true, onSelect: () => onTakePhoto(member) }]
      : []),
    ...(can.manageMembers
      ? [
          {
            key: 'remove',
            label: t.remove,
            danger: true,
            impossible: self ? t.removeSelf : undefined,
            onSelect: () => onRemove(member),
          },
        ]
      : []),
  ]
  if (items.length === 0) return null
  return (
    <Menu label={t.actions(fullName(member))} items={items}>
      <Icon20MoreHorizontal />
    </Menu>
  )
}
