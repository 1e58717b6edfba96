package dev.inventory.simulator;

import dev.inventory.simulator.DeviceProfile.Revisions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What an agent tells: system group, interfaces (RFC 3418, RFC 2863), engine (RFC 3411) and entities (RFC 6933). */
final class DeviceMib {
    private static final ConcurrentMap<Shape, MibTable> TABLES = new ConcurrentHashMap<>();

    private static final String SYSTEM = "1.3.6.1.2.1.1.";
    private static final String INTERFACES = "1.3.6.1.2.1.2.";
    private static final String ENTITY = "1.3.6.1.2.1.47.1.1.1.1.";
    private static final String ENGINE = "1.3.6.1.6.3.10.2.1.";
    private static final String ZERO_DOT_ZERO = "0.0";

    /** PhysicalClass of ENTITY-MIB. */
    private static final int CHASSIS = 3;

    private static final int POWER_SUPPLY = 6;
    private static final int MODULE = 9;

    private record Shape(DeviceProfile profile, boolean chassisFirst) {}

    /** A row of entPhysicalTable. */
    private record Entity(
            int index, int containedIn, int kind, String name, String model, Revisions revisions, Variable serial) {}

    private DeviceMib() {}

    /**
     * The table of a kind of device.
     *
     * @param chassisFirst whether the chassis is entity 1; otherwise it is entity 1001, after its parts
     */
    static MibTable of(DeviceProfile profile, boolean chassisFirst) {
        return TABLES.computeIfAbsent(new Shape(profile, chassisFirst), DeviceMib::build);
    }

    private static MibTable build(Shape shape) {
        DeviceProfile profile = shape.profile();
        var mib = new MibTable.Builder();
        system(mib, profile);
        interfaces(mib, profile.interfaces());
        engine(mib);
        int chassis = shape.chassisFirst() ? 1 : 1001;
        int powerSupply = shape.chassisFirst() ? 2 : 1;
        var none = new Revisions("", "", "");
        entity(
                mib,
                profile,
                new Entity(
                        chassis,
                        0,
                        CHASSIS,
                        "Chassis",
                        profile.model(),
                        profile.revisions(),
                        (out, agent, now) -> out.octets(Tag.OCTET_STRING, agent.toldSerial())));
        entity(
                mib,
                profile,
                new Entity(
                        powerSupply,
                        chassis,
                        POWER_SUPPLY,
                        "Power supply",
                        "PWR-650",
                        none,
                        (out, agent, now) -> out.octets(Tag.OCTET_STRING, agent.partSerial("PSU"))));
        entity(
                mib,
                profile,
                new Entity(
                        powerSupply + 1,
                        chassis,
                        MODULE,
                        "Module 1",
                        "MOD-4",
                        profile.revisions(),
                        (out, agent, now) -> out.octets(Tag.OCTET_STRING, agent.partSerial("MOD"))));
        return mib.build();
    }

    private static void system(MibTable.Builder mib, DeviceProfile profile) {
        mib.add(SYSTEM + "1.0", Variable.text(profile.description()))
                .add(SYSTEM + "2.0", Variable.oid(profile.objectId()))
                .add(SYSTEM + "3.0", (out, agent, now) -> out.integer(Tag.TIME_TICKS, agent.upTimeTicks(now)))
                .add(SYSTEM + "4.0", Setting.CONTACT)
                .add(SYSTEM + "5.0", Setting.NAME)
                .add(SYSTEM + "6.0", Setting.LOCATION)
                .add(SYSTEM + "7.0", Variable.number(Tag.INTEGER, profile.services()));
    }

    private static void engine(MibTable.Builder mib) {
        mib.add(ENGINE + "1.0", (out, agent, now) -> out.octets(Tag.OCTET_STRING, agent.engineId()))
                .add(ENGINE + "2.0", (out, agent, now) -> out.integer(Tag.INTEGER, agent.engineBoots(now)))
                .add(ENGINE + "3.0", (out, agent, now) -> out.integer(Tag.INTEGER, agent.engineSeconds(now)))
                .add(ENGINE + "4.0", (out, agent, now) -> out.integer(Tag.INTEGER, agent.maxMessageOctets()));
    }

    private static void interfaces(MibTable.Builder mib, int count) {
        mib.add(INTERFACES + "1.0", Variable.number(Tag.INTEGER, count));
        for (int index = 1; index <= count; index++) {
            String row = "." + index;
            String column = INTERFACES + "2.1.";
            int octetsPerTick = 1000 * index;
            mib.add(column + 1 + row, Variable.number(Tag.INTEGER, index))
                    .add(column + 2 + row, Variable.text("Ethernet0/" + index))
                    .add(column + 3 + row, Variable.number(Tag.INTEGER, 6))
                    .add(column + 4 + row, Variable.number(Tag.INTEGER, 1500))
                    .add(column + 5 + row, Variable.number(Tag.GAUGE32, 1_000_000_000))
                    .add(column + 7 + row, Variable.number(Tag.INTEGER, 1))
                    .add(column + 8 + row, Variable.number(Tag.INTEGER, index == count ? 2 : 1))
                    .add(column + 10 + row, traffic(octetsPerTick))
                    .add(column + 16 + row, traffic(octetsPerTick / 4));
        }
    }

    private static Variable traffic(int octetsPerTick) {
        return (out, agent, now) -> out.integer(Tag.COUNTER32, agent.upTimeTicks(now) * octetsPerTick % (1L << 32));
    }

    private static void entity(MibTable.Builder mib, DeviceProfile profile, Entity entity) {
        String row = "." + entity.index();
        mib.add(ENTITY + 2 + row, Variable.text(profile.manufacturer() + " " + entity.model() + " " + entity.name()))
                .add(ENTITY + 3 + row, Variable.oid(entity.kind() == CHASSIS ? profile.objectId() : ZERO_DOT_ZERO))
                .add(ENTITY + 4 + row, Variable.number(Tag.INTEGER, entity.containedIn()))
                .add(ENTITY + 5 + row, Variable.number(Tag.INTEGER, entity.kind()))
                .add(ENTITY + 6 + row, Variable.number(Tag.INTEGER, entity.kind() == CHASSIS ? -1 : 1))
                .add(ENTITY + 7 + row, Variable.text(entity.name()))
                .add(ENTITY + 8 + row, Variable.text(entity.revisions().hardware()))
                .add(ENTITY + 9 + row, Variable.text(entity.revisions().firmware()))
                .add(ENTITY + 10 + row, Variable.text(entity.revisions().software()))
                .add(ENTITY + 11 + row, entity.serial())
                .add(ENTITY + 12 + row, Variable.text(profile.manufacturer()))
                .add(ENTITY + 13 + row, Variable.text(entity.model()))
                .add(ENTITY + 14 + row, Variable.text(""))
                .add(ENTITY + 15 + row, Variable.text(""))
                .add(ENTITY + 16 + row, Variable.number(Tag.INTEGER, 1));
    }
}
