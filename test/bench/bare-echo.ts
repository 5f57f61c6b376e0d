import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';

// The floor of `chat`: Socket.IO that acknowledges and passes on, and does nothing else; a process of its own, like the server.
const http = createServer();
const io = new Server(http, { path: '/socket', transports: ['websocket'] });
io.on('connection', (socket) => {
  socket.on('message:send', (message: unknown, acknowledge: (value: unknown) => void) => {
    socket.broadcast.emit('message:posted', message);
    acknowledge({ ok: true });
  });
});
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
