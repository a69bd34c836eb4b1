// Prints what the official SDK sends: one structured event, and a batch of two, as {"type", "body"} a line.
import { CloudEvent, HTTP } from "cloudevents";

const time = process.argv[2];
const event = (id, type, subject, data) =>
  new CloudEvent({ id, type, subject, time, source: "/test/sdk", datacontenttype: "application/json", data });

const structured = HTTP.structured(event("sdk-1", "session.started", "sdk-session", { repo_owner: "quarkusio" }));
console.log(JSON.stringify({ type: structured.headers["content-type"], body: structured.body }));

const batch = [
  event("sdk-2", "page.visited", "sdk-session", { url: "https://example.org/", title: "Zoë 😀" }),
  event("sdk-3", "session.ended", "sdk-session", { duration_seconds: 12 }),
];
console.log(JSON.stringify({ type: "application/cloudevents-batch+json; charset=utf-8", body: JSON.stringify(batch) }));
