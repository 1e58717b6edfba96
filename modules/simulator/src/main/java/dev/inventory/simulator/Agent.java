package dev.inventory.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.LongSupplier;

/**
 * One simulated device. All that it is follows from its number, so that two farms of the same layout are alike; what
 * changes are its behaviour, its up time and what a manager has SET. Thread safe.
 */
public final class Agent {
    private static final AtomicLongFieldUpdater<Agent> REQUESTS =
            AtomicLongFieldUpdater.newUpdater(Agent.class, "requests");

    private static final long NANOS_PER_TICK = 10_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** On every agent whose number is a multiple of this the chassis is not entity 1. */
    private static final int CHASSIS_LAST_EACH = 4;

    private final int number;
    private final InetSocketAddress address;
    private final DeviceProfile profile;
    private final MibTable mib;
    private final Communities communities;
    private final int maxMessageOctets;
    private final LongSupplier nanos;
    private final byte[] serial;
    private final byte[] wrongSerial;
    private final byte[] engineId;

    // fields, not a map and a counter: with thousands of agents each object more is a cache miss per request
    private volatile byte[] contact;
    private volatile byte[] name;
    private volatile byte[] location;
    private volatile long requests;
    private volatile Life life;

    /**
     * What time does to an agent.
     *
     * @param since when it began to behave so, in nanoseconds of the farm's clock
     * @param booted its last boot before that
     * @param boots how often it had booted by then
     */
    private record Life(Behaviour behaviour, long since, long booted, long boots) {
        long bootedBefore(long now) {
            long reboots = behaviour.reboots(now - since);
            return reboots == 0 ? booted : since + reboots * behaviour.time().toNanos();
        }

        long bootsUntil(long now) {
            return boots + behaviour.reboots(now - since);
        }
    }

    Agent(
            int number,
            InetSocketAddress address,
            Communities communities,
            int maxMessageOctets,
            Behaviour behaviour,
            LongSupplier nanos) {
        this.number = number;
        this.address = address;
        this.nanos = nanos;
        profile = DeviceProfile.of(number);
        mib = DeviceMib.of(profile, number % CHASSIS_LAST_EACH != 0);
        this.communities = communities;
        this.maxMessageOctets = maxMessageOctets;
        serial = serialOf(number).getBytes(UTF_8);
        wrongSerial = serialOf(900_000 + number).getBytes(UTF_8);
        // RFC 3411: the enterprise with its first bit set, then 1 for an IPv4 address, then that
        engineId = ByteBuffer.allocate(9)
                .putInt(0x8000_1F88)
                .put((byte) 1)
                .put(address.getAddress().getAddress())
                .array();
        contact = "noc@example.net".getBytes(UTF_8);
        name = String.format(Locale.ROOT, "%s-%06d", profile.kind().prefix(), number)
                .getBytes(UTF_8);
        location = String.format(Locale.ROOT, "Site %02d, rack %d", 1 + number % 12, 1 + number % 5)
                .getBytes(UTF_8);
        long now = nanos.getAsLong();
        // as in a real network, the devices have not all been switched on just now
        long upSeconds = number * 7_919_993L % Duration.ofDays(400).toSeconds();
        life = new Life(behaviour, now, now - upSeconds * NANOS_PER_SECOND, 1 + number % 20);
    }

    private static String serialOf(int number) {
        return String.format(Locale.ROOT, "SIM-%06d", number);
    }

    /** The number in the farm, which is in its serial number, too. */
    public int number() {
        return number;
    }

    /** Where it listens (UDP). */
    public InetSocketAddress address() {
        return address;
    }

    public DeviceProfile profile() {
        return profile;
    }

    /** The serial number that an inventory should know, such as {@code SIM-000123}. */
    public String serial() {
        return new String(serial, UTF_8);
    }

    /** The serial number that its chassis tells now: another one while it behaves as WRONG_SERIAL. */
    public String reportedSerial() {
        return new String(toldSerial(), UTF_8);
    }

    /** sysName. */
    public String name() {
        return new String(name, UTF_8);
    }

    /** sysLocation. */
    public String location() {
        return new String(location, UTF_8);
    }

    /** sysContact. */
    public String contact() {
        return new String(contact, UTF_8);
    }

    /** Datagrams that have come to this agent, answered or not. */
    public long requests() {
        return requests;
    }

    public Behaviour behaviour() {
        return life.behaviour();
    }

    /** Behaves so from now on. Periods start now; up time and boots go on from where they are. */
    public synchronized void behave(Behaviour behaviour) {
        long now = nanos.getAsLong();
        life = new Life(behaviour, now, life.bootedBefore(now), life.bootsUntil(now));
    }

    /** Boots now: the up time is zero and snmpEngineBoots one more. */
    public synchronized void reboot() {
        long now = nanos.getAsLong();
        life = new Life(life.behaviour(), now, now, life.bootsUntil(now) + 1);
    }

    /** Time since the last boot. */
    public Duration upTime() {
        long now = nanos.getAsLong();
        return Duration.ofNanos(now - life.bootedBefore(now));
    }

    /** Sets the time since the last boot, for tests of what is shown or wraps (sysUpTime does after 497 days). */
    public synchronized void upTime(Duration upTime) {
        long now = nanos.getAsLong();
        life = new Life(life.behaviour(), now, now - upTime.toNanos(), life.bootsUntil(now));
    }

    MibTable mib() {
        return mib;
    }

    Communities communities() {
        return communities;
    }

    int maxMessageOctets() {
        return maxMessageOctets;
    }

    /** Counts a datagram, and says whether it is taken up. */
    boolean hears(long now) {
        long count = REQUESTS.getAndIncrement(this);
        Life current = life;
        return current.behaviour().hears(now - current.since(), draw(count));
    }

    /** A number from 0 to 99: the finalizer of SplitMix64 over agent and request. */
    private int draw(long count) {
        long mixed = ((count << 24) ^ number) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 31), 100);
    }

    byte[] setting(Setting setting) {
        return switch (setting) {
            case CONTACT -> contact;
            case NAME -> name;
            case LOCATION -> location;
        };
    }

    void set(Setting setting, byte[] data, int from, int length) {
        byte[] value = Arrays.copyOfRange(data, from, from + length);
        switch (setting) {
            case CONTACT -> contact = value;
            case NAME -> name = value;
            case LOCATION -> location = value;
        }
    }

    byte[] toldSerial() {
        return life.behaviour().kind() == Behaviour.Kind.WRONG_SERIAL ? wrongSerial : serial;
    }

    byte[] partSerial(String part) {
        return (part + "-" + serialOf(number)).getBytes(UTF_8);
    }

    byte[] engineId() {
        return engineId;
    }

    /** sysUpTime: hundredths of a second in 32 bits. */
    long upTimeTicks(long now) {
        return (now - life.bootedBefore(now)) / NANOS_PER_TICK % (1L << 32);
    }

    /** snmpEngineTime: seconds. */
    long engineSeconds(long now) {
        return (now - life.bootedBefore(now)) / NANOS_PER_SECOND;
    }

    /** snmpEngineBoots. */
    long engineBoots(long now) {
        return life.bootsUntil(now);
    }
}
