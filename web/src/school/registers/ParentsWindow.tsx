import { useState } from 'react'
import {
  type Parent,
  parentsAdd,
  parentsList,
  parentsRemove,
  parentsSetChildren,
  pupilsList,
} from '#contract/school/pupils.ts'
import { useCommand } from '#web/kit/query/useApi.ts'
import { useMay } from '../desk-context.ts'
import { useWindows } from '../desktop/windows.ts'
import { ActionButton } from '../kit/ActionButton.tsx'
import { FormBody, FormFoot } from '../kit/Form.tsx'
import { fullName } from '../kit/names.ts'
import { PersonWindow } from '../kit/PersonWindow.tsx'
import { type Picked, Picker } from '../kit/Picker.tsx'
import { Question } from '../kit/Question.tsx'
import { type Column, Register } from '../kit/Register.tsx'
import { useWho, WhoFields } from '../kit/WhoFields.tsx'
import { t } from '../school.texts.ts'

const columns: readonly Column<Parent>[] = [
  { title: t.fullName, cell: fullName },
  {
    title: t.children,
    cell: ({ children }) =>
      children.map((child) => (child.class === null ? child.name : `${child.name} (${child.class})`)).join(', '),
  },
  { title: t.login, wide: true, cell: ({ login }) => login ?? '' },
]

/** The register «Родители». */
export function ParentsWindow() {
  const may = useMay()
  const { show } = useWindows()
  return (
    <Register
      operation={parentsList}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={fullName}
      searchLabel={t.search}
      empty={t.noParents}
      onAdd={
        may('parents.add')
          ? () =>
              show({ key: 'parent', title: t.newParent, size: 'form', render: (close) => <AddParent close={close} /> })
          : undefined
      }
      onEdit={
        may('parents.setChildren')
          ? (row) =>
              show({
                key: `parent ${row.id}`,
                title: fullName(row),
                size: 'form',
                render: (close) => <PersonWindow row={row} refreshes={[parentsList]} close={close} />,
              })
          : undefined
      }
      onDelete={
        may('parents.remove')
          ? (row) =>
              show({
                key: `remove ${row.id}`,
                title: t.removal,
                size: 'alert',
                render: (close) => (
                  <Question
                    operation={parentsRemove}
                    input={{ parentId: row.id }}
                    text={t.removeParentText(fullName(row))}
                    yes={t.delete}
                    refreshes={[parentsList, pupilsList]}
                    close={close}
                  />
                ),
              })
          : undefined
      }
      more={(row) =>
        may('parents.setChildren') && (
          <ActionButton
            closed={row === null ? t.chooseRow : null}
            onClick={() =>
              row !== null &&
              show({
                key: `children ${row.id}`,
                title: t.childrenOf(fullName(row)),
                size: 'form',
                render: (close) => <Children row={row} close={close} />,
              })
            }
          >
            {t.children}
          </ActionButton>
        )
      }
    />
  )
}

type Child = Pick<Picked, 'id' | 'name'>

/** The children of a parent, chosen from the register «Ученики». */
function ChildrenField({ value, onChange }: { value: readonly Child[]; onChange: (value: readonly Child[]) => void }) {
  const { show } = useWindows()
  const pick = () =>
    show({
      key: 'pick pupils',
      title: t.pupils,
      size: 'form',
      render: (close) => (
        <Picker
          operation={pupilsList}
          many
          taken={value.map(({ id }) => id)}
          rowOf={(row) => ({ id: row.id, name: fullName(row), note: row.class.name })}
          onPick={(found) => onChange([...value, ...found])}
          close={close}
        />
      ),
    })
  return (
    <section aria-label={t.children} className="es-chosen">
      <ul>
        {value.map((child) => (
          <li key={child.id}>
            {child.name}
            <button
              type="button"
              className="es-clear"
              aria-label={`${t.clear}: ${child.name}`}
              onClick={() => onChange(value.filter(({ id }) => id !== child.id))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <ActionButton onClick={pick}>{t.addChildren}</ActionButton>
    </section>
  )
}

function AddParent({ close }: { close: () => void }) {
  const { who, ...fields } = useWho()
  const [children, setChildren] = useState<readonly Child[]>([])
  const add = useCommand(parentsAdd, { refreshes: [parentsList, pupilsList], onSuccess: close })
  const closed = who === null ? t.fillNames : children.length === 0 ? t.chooseChildren : null
  return (
    <>
      <FormBody error={add.error}>
        <WhoFields {...fields} />
        <ChildrenField value={children} onChange={setChildren} />
      </FormBody>
      <FormFoot
        busy={add.isPending}
        closed={closed}
        onSave={() => who !== null && add.mutate({ who, childIds: children.map(({ id }) => id) })}
        close={close}
      />
    </>
  )
}

function Children({ row, close }: { row: Parent; close: () => void }) {
  const [children, setChildren] = useState<readonly Child[]>(row.children)
  const set = useCommand(parentsSetChildren, { refreshes: [parentsList, pupilsList], onSuccess: close })
  return (
    <>
      <FormBody error={set.error}>
        <ChildrenField value={children} onChange={setChildren} />
      </FormBody>
      <FormFoot
        busy={set.isPending}
        closed={children.length === 0 ? t.chooseChildren : null}
        onSave={() => set.mutate({ parentId: row.id, childIds: children.map(({ id }) => id) })}
        close={close}
      />
    </>
  )
}
