// One subscription over a WebSocket, in the sub-protocol graphql-transport-ws.

import { socketAddress } from "./api.mjs";

/**
 * Starts a subscription: `next(payload)` for each event, then once `ended({ errors })` or `ended({ code, reason })`.
 * Answers a function that stops it.
 */
export function subscribe(request, payload, { next, ended }) {
  const socket = new WebSocket(socketAddress(), "graphql-transport-ws");
  const send = (message) => socket.send(JSON.stringify(message));
  let over = false;
  const end = (how) => {
    if (!over) ended(how);
    over = true;
    socket.close(1000);
  };
  const answers = {
    connection_ack: () => send({ id: "1", type: "subscribe", payload: request }),
    ping: () => send({ type: "pong" }),
    next: (message) => next(message.payload),
    error: (message) => end({ errors: message.payload }),
    complete: () => end({}),
  };
  socket.onopen = () => send({ type: "connection_init", payload });
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (!over) answers[message.type]?.(message);
  };
  socket.onclose = ({ code, reason }) => end({ code, reason });
  return () => {
    over = true;
    if (socket.readyState === WebSocket.OPEN) send({ id: "1", type: "complete" });
    socket.close(1000);
  };
}
