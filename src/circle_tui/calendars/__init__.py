"""When a circle meets: zones, cadences, the invite. Only here: icalendar and dateutil."""
