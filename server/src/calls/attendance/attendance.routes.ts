import { type Binding, bind } from '../../platform/dispatch/bind.ts'
import type { AttendanceService } from './attendance.service.ts'

/** Binds what is told of calls that are over. */
export function attendanceBindings(attendance: AttendanceService): Binding[] {
  return [
    bind('calls.led', ({ db, viewer, input, fail }) => attendance.led(db, viewer.profileId, input, fail)),
    bind('calls.attendance', ({ db, viewer, input, fail }) => attendance.sessions(db, viewer.profileId, input, fail)),
  ]
}
