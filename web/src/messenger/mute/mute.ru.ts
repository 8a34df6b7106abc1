export const ru = { notices: 'Уведомления' }
