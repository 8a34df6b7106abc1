import type { ChildAbsences } from '#contract/communities/absences.ts'
import { t } from './absences.texts.ts'

/** What a parent reads of the child: its name, or «Ваш ребёнок» where children have no accounts. */
export function childName({ name, parentNamed }: Pick<ChildAbsences, 'name' | 'parentNamed'>): string {
  return parentNamed ? t.tell.ownChild : name
}
