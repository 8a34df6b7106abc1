import {
  Icon28CalendarOutline,
  Icon28ChainOutline,
  Icon28EducationOutline,
  Icon28FolderOutline,
  Icon28KeyOutline,
  Icon28ListOutline,
  Icon28SchoolOutline,
  Icon28SettingsOutline,
  Icon28UserOutline,
  Icon28Users3Outline,
  Icon28UsersOutline,
} from '@vkontakte/icons'
import type { ComponentType, ReactNode } from 'react'
import type { SchoolOperationId } from '#contract/school/school-operations.ts'
import { ActsWindow } from '../administration/ActsWindow.tsx'
import { ConnectionWindow } from '../administration/ConnectionWindow.tsx'
import { RolesWindow } from '../administration/RolesWindow.tsx'
import { SettingsWindow } from '../administration/SettingsWindow.tsx'
import { UsersWindow } from '../administration/UsersWindow.tsx'
import { ChatsWindow } from '../chats/ChatsWindow.tsx'
import { useMay, useMessengerName } from '../desk-context.ts'
import type { MessengerName } from '../naming.ts'
import { AbsenteesWindow } from '../registers/AbsenteesWindow.tsx'
import { ClassesWindow } from '../registers/ClassesWindow.tsx'
import { AdministratorsWindow, EmployeesWindow } from '../registers/EmployeesWindow.tsx'
import { ParentsWindow } from '../registers/ParentsWindow.tsx'
import { PupilsWindow } from '../registers/PupilsWindow.tsx'
import { SubjectsWindow } from '../registers/SubjectsWindow.tsx'
import { t } from '../school.texts.ts'
import type { WindowSpec } from './windows.ts'

export interface Section {
  readonly spec: WindowSpec
  /** What it is called in the menu and under its shortcut. */
  readonly label: string
  readonly group: 'registers' | 'administration'
  /** Null of the messenger, which has its mark. */
  readonly Icon: ComponentType | null
  readonly onDesktop: boolean
}

interface Row {
  key: string
  label: string
  title?: string
  needs: SchoolOperationId
  group: Section['group']
  Icon: ComponentType | null
  onDesktop?: boolean
  size?: WindowSpec['size']
  render: (close: () => void) => ReactNode
}

function registerRows(messenger: MessengerName): readonly Row[] {
  return [
    {
      ...{ key: 'chats', label: messenger.plain, title: t.registerOf(messenger.plain), needs: 'register.list' },
      ...{ group: 'registers', Icon: null, onDesktop: true, render: () => <ChatsWindow /> },
    },
    {
      key: 'employees',
      label: t.employees,
      needs: 'employees.list',
      group: 'registers',
      Icon: Icon28UsersOutline,
      onDesktop: true,
      render: () => <EmployeesWindow />,
    },
    {
      key: 'pupils',
      label: t.pupils,
      needs: 'pupils.list',
      group: 'registers',
      Icon: Icon28EducationOutline,
      onDesktop: true,
      render: () => <PupilsWindow />,
    },
    {
      key: 'absentees',
      label: t.absentees,
      needs: 'absentees.list',
      group: 'registers',
      Icon: Icon28CalendarOutline,
      render: () => <AbsenteesWindow />,
    },
    {
      key: 'parents',
      label: t.parents,
      needs: 'parents.list',
      group: 'registers',
      Icon: Icon28Users3Outline,
      onDesktop: true,
      render: () => <ParentsWindow />,
    },
    {
      key: 'classes',
      label: t.classes,
      needs: 'classes.list',
      group: 'registers',
      Icon: Icon28SchoolOutline,
      onDesktop: true,
      render: () => <ClassesWindow />,
    },
    {
      key: 'administrators',
      label: t.administrators,
      needs: 'administrators.list',
      group: 'registers',
      Icon: Icon28KeyOutline,
      render: () => <AdministratorsWindow />,
    },
    {
      key: 'subjects',
      label: t.subjects,
      needs: 'subjects.list',
      group: 'registers',
      Icon: Icon28FolderOutline,
      render: () => <SubjectsWindow />,
    },
  ]
}

function administrationRows(): readonly Row[] {
  return [
    {
      key: 'settings',
      label: t.settings,
      needs: 'settings.open',
      group: 'administration',
      Icon: Icon28SettingsOutline,
      onDesktop: true,
      size: 'form',
      render: (close) => <SettingsWindow close={close} />,
    },
    {
      key: 'roles',
      label: t.roles,
      needs: 'roles.list',
      group: 'administration',
      Icon: Icon28KeyOutline,
      render: () => <RolesWindow />,
    },
    {
      key: 'users',
      label: t.users,
      needs: 'users.list',
      group: 'administration',
      Icon: Icon28UserOutline,
      render: () => <UsersWindow />,
    },
    {
      key: 'acts',
      label: t.acts,
      needs: 'acts.list',
      group: 'administration',
      Icon: Icon28ListOutline,
      render: () => <ActsWindow />,
    },
    {
      key: 'connection',
      label: t.connection,
      needs: 'connection.open',
      group: 'administration',
      Icon: Icon28ChainOutline,
      size: 'form',
      render: (close) => <ConnectionWindow close={close} />,
    },
  ]
}

/** What whoever works here may open; what he has no right to is not there (ESR-04). */
export function useSections(): readonly Section[] {
  const may = useMay()
  const messenger = useMessengerName()
  const rows = [...registerRows(messenger), ...administrationRows()]
  return rows
    .filter(({ needs }) => may(needs))
    .map(({ key, label, title = label, group, Icon, onDesktop = false, size = 'wide', render }) => ({
      ...{ label, group, Icon, onDesktop },
      spec: { key, title, size, render },
    }))
}
