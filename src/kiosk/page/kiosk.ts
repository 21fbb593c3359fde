import type { KioskCounter } from "../../protocol/kiosk-health.ts";
import type { KioskHost } from "../host/kiosk-host.ts";
import type { NetworkProbe } from "../host/network-probe.ts";
import type { KioskEvent } from "../model/kiosk-event.ts";
import type { ActivityKind, KioskState } from "../model/kiosk-state.ts";
import type { KioskLanguage, KioskSettings } from "../model/settings.ts";
import type { KioskScreen } from "./kiosk-screen.ts";

/** The kiosk as its parts see it: what they share, and what they tell it. Main thread. */
export interface Kiosk {
	readonly host: KioskHost;
	readonly screen: KioskScreen;
	readonly probe: NetworkProbe;
	readonly settings: KioskSettings;
	readonly state: KioskState;
	/** Seconds since the last visitor went; 0 while somebody is there. */
	readonly alone: number;
	/** Something has happened. */
	dispatch(event: KioskEvent): void;
	/** A visitor shows that he is there. */
	active(kind: ActivityKind): void;
	setLanguage(language: KioskLanguage): void;
	/** Counts it, over all lives of the page. */
	count(name: KioskCounter): void;
	/** Loads the page anew, in its newest version if nobody is there. */
	reload(reason: string): void;
}
