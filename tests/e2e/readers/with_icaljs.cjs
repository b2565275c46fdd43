// Reads with ical.js, as Thunderbird and Nextcloud do; every file by the zone rules in it.
const ICAL = require("ical.js");
const { readFileSync } = require("node:fs");

const told = JSON.parse(readFileSync(0, "utf8")).map((text) => {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
  const attendees = event.attendees.map((each) => each.getFirstValue().replace(/^mailto:/, ""));
  const instant = (time) => time.toUnixTime();
  return [event.uid, event.sequence, instant(event.startDate), instant(event.endDate), attendees];
});
console.log(JSON.stringify(told));
