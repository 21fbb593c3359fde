/** Path of the endpoint-rendering driver's WebSocket: on the vendor's hosts, and on the local driver. */
export const DRIVER_PATH = "/v2/ws/ivh/interactdriver/interactdriverservice/driverengine";
