// The sandbox's HTTP calls. Each throws an Error whose message is the code of the refusal.

async function call(path, options) {
  const response = await fetch(path, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error);
  return body;
}

const postJson = (path, body) =>
  call(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

export const getSeats = () => call("/api/seats");
export const getChanges = (since) => call(`/api/changes?since=${since}`);
export const getMessages = (seat) => call(`/api/seats/${seat}/messages`);
export const getCommands = (seat) => call(`/api/seats/${seat}/commands`);

// `desk` says, in a group, as whom one writes and which message is answered.
export const sendText = (seat, text, desk) => postJson(`/api/seats/${seat}/messages`, { ...desk, text });
export const press = (seat, messageId, data, desk) =>
  postJson(`/api/seats/${seat}/press`, { ...desk, message_id: messageId, data });

export function sendFile(seat, file, fields) {
  const body = new FormData();
  body.append("file", file, file.name);
  for (const [name, value] of Object.entries(fields)) if (value) body.append(name, value);
  return call(`/api/seats/${seat}/files`, { method: "POST", body });
}
