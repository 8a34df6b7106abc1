export const ru = { app: 'Парта', news: 'Новое сообщение' }
