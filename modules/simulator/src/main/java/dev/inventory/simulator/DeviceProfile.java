package dev.inventory.simulator;

/**
 * A model of device: what its system group and its chassis say. There are seven, so that a device's model is
 * independent of every property that is given to each second, fourth or fifth agent.
 */
public enum DeviceProfile {
    CISCO_ROUTER(
            DeviceKind.ROUTER,
            "Cisco",
            "ISR4331/K9",
            "1.3.6.1.4.1.9.1.2068",
            "Cisco IOS Software [Amsterdam], ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 17.3.4a, RELEASE"
                    + " SOFTWARE (fc3)",
            "V05",
            "16.7(3r)",
            "17.3.4a",
            78,
            4),
    ARUBA_SWITCH(
            DeviceKind.SWITCH,
            "Aruba",
            "JL253A",
            "1.3.6.1.4.1.11.2.3.7.11.181.11",
            "Aruba JL253A 2930F-24G-4SFP+ Switch, revision WC.16.10.0018, ROM WC.16.01.0010",
            "Rev A",
            "WC.16.01.0010",
            "WC.16.10.0018",
            74,
            8),
    FORTINET_FIREWALL(
            DeviceKind.FIREWALL,
            "Fortinet",
            "FGT_60F",
            "1.3.6.1.4.1.12356.101.1.644",
            "FortiGate-60F v7.2.8,build1639,240313 (GA.M)",
            "P24286-03",
            "05000012",
            "v7.2.8",
            78,
            6),
    LINUX_SERVER(
            DeviceKind.SERVER,
            "Supermicro",
            "SYS-1019P-WTR",
            "1.3.6.1.4.1.8072.3.2.10",
            "Linux server 6.1.0-28-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22) x86_64",
            "1.02",
            "3.4",
            "Debian 12",
            72,
            2),
    UBIQUITI_ACCESS_POINT(
            DeviceKind.ACCESS_POINT,
            "Ubiquiti",
            "U6-LR",
            "1.3.6.1.4.1.41112",
            "U6-LR 6.6.65.15248",
            "22",
            "u6-lr-2.1",
            "6.6.65",
            6,
            3),
    CISCO_SWITCH(
            DeviceKind.SWITCH,
            "Cisco",
            "C9300-24T",
            "1.3.6.1.4.1.9.1.2494",
            "Cisco IOS Software [Cupertino], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 17.9.4, RELEASE"
                    + " SOFTWARE (fc5)",
            "V02",
            "17.8.1r",
            "17.9.4",
            6,
            8),
    MIKROTIK_ROUTER(
            DeviceKind.ROUTER,
            "MikroTik",
            "CCR2004-16G-2S+",
            "1.3.6.1.4.1.14988.1",
            "RouterOS CCR2004-16G-2S+",
            "r2",
            "7.16",
            "7.16.1",
            78,
            5);

    /** Hardware, firmware and software revision of a chassis. */
    record Revisions(String hardware, String firmware, String software) {}

    private final DeviceKind kind;
    private final String manufacturer;
    private final String model;
    private final String objectId;
    private final String description;
    private final String hardware;
    private final String firmware;
    private final String software;
    private final int services;
    private final int interfaces;

    DeviceProfile(
            DeviceKind kind,
            String manufacturer,
            String model,
            String objectId,
            String description,
            String hardware,
            String firmware,
            String software,
            int services,
            int interfaces) {
        this.kind = kind;
        this.manufacturer = manufacturer;
        this.model = model;
        this.objectId = objectId;
        this.description = description;
        this.hardware = hardware;
        this.firmware = firmware;
        this.software = software;
        this.services = services;
        this.interfaces = interfaces;
    }

    /** The profile of the agent with that number. */
    static DeviceProfile of(int number) {
        DeviceProfile[] all = values();
        return all[Math.floorMod(number - 1, all.length)];
    }

    public DeviceKind kind() {
        return kind;
    }

    /** entPhysicalMfgName of the chassis. */
    public String manufacturer() {
        return manufacturer;
    }

    /** entPhysicalModelName of the chassis. */
    public String model() {
        return model;
    }

    /** sysObjectID in dotted notation. */
    public String objectId() {
        return objectId;
    }

    /** sysDescr. */
    public String description() {
        return description;
    }

    Revisions revisions() {
        return new Revisions(hardware, firmware, software);
    }

    /** sysServices: a sum of powers of two, one for each layer that the device works at (RFC 3418). */
    int services() {
        return services;
    }

    /** ifNumber. */
    int interfaces() {
        return interfaces;
    }
}
