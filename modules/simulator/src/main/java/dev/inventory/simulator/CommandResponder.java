package dev.inventory.simulator;

import dev.inventory.simulator.Communities.Access;

/**
 * Answers requests to agents (RFC 1157, RFC 3416). One for each thread, since it writes each response into the array
 * of the one before.
 */
final class CommandResponder {
    /** How far the three headers that are open while bindings are written may grow, in octets. */
    private static final int HEADER_GROWTH = 6;

    private final Request request = new Request();
    private final PacketWriter out = new PacketWriter();
    private final SettingWrites writes = new SettingWrites();
    private int[] rows = new int[64];
    private int messageStart;
    private int pduStart;
    private int errorStatus;
    private int errorIndex;

    /** The response to the last request that was answered. */
    PacketWriter response() {
        return out;
    }

    /**
     * Writes the response of an agent.
     *
     * @param now nanoseconds of the farm's clock
     * @return false when the agent stays silent: it does not know the community, or no response would fit
     * @throws MalformedPacket when the packet is no request of SNMPv1 or v2c
     */
    boolean respond(Agent agent, byte[] packet, int length, long now) throws MalformedPacket {
        request.read(packet, length);
        boolean changed = agent.behaviour().kind() == Behaviour.Kind.WRONG_COMMUNITY;
        Access access = agent.communities().access(packet, request.communityAt(), request.communityLength(), changed);
        if (access == Access.NONE) {
            return false;
        }
        begin();
        int body = out.length();
        errorStatus = ErrorStatus.NO_ERROR;
        noError();
        perform(agent, access, now);
        if (errorStatus != ErrorStatus.NO_ERROR) {
            out.truncate(body);
            error();
        }
        end();
        if (out.length() <= agent.maxMessageOctets()) {
            return true;
        }
        begin();
        tooBig();
        error();
        end();
        return out.length() <= agent.maxMessageOctets();
    }

    private void begin() {
        out.clear();
        messageStart = out.begin(Tag.SEQUENCE);
        out.integer(Tag.INTEGER, request.version());
        out.octets(Tag.OCTET_STRING, request.packet(), request.communityAt(), request.communityLength());
        pduStart = out.begin(Tag.RESPONSE);
        out.raw(request.packet(), request.idAt(), request.idLength());
    }

    private void end() {
        out.end(pduStart);
        out.end(messageStart);
    }

    private void noError() {
        out.integer(Tag.INTEGER, ErrorStatus.NO_ERROR);
        out.integer(Tag.INTEGER, 0);
    }

    private void error() {
        out.integer(Tag.INTEGER, errorStatus);
        out.integer(Tag.INTEGER, errorIndex);
        if (errorStatus == ErrorStatus.TOO_BIG && request.version() == Request.V2C) {
            out.empty(Tag.SEQUENCE);
        } else {
            out.raw(request.packet(), request.bindingsAt(), request.bindingsLength());
        }
    }

    private void fail(int status, int binding) {
        errorStatus = status;
        errorIndex = binding + 1;
    }

    private void tooBig() {
        errorStatus = ErrorStatus.TOO_BIG;
        errorIndex = 0;
    }

    private void perform(Agent agent, Access access, long now) throws MalformedPacket {
        if (request.type() == Tag.SET) {
            set(agent, access);
            return;
        }
        int list = out.begin(Tag.SEQUENCE);
        if (request.type() == Tag.GET_BULK) {
            bulk(agent, now);
        } else {
            each(agent, now, request.type() == Tag.GET_NEXT);
        }
        out.end(list);
    }

    /** GET and GETNEXT: a response to every binding, or an error. */
    private void each(Agent agent, long now, boolean next) {
        MibTable mib = agent.mib();
        for (int i = 0; i < request.count() && errorStatus == ErrorStatus.NO_ERROR; i++) {
            int row = next ? next(mib, i) : mib.find(request.packet(), request.nameAt(i), request.nameLength(i));
            if (row >= 0 && row < mib.size()) {
                value(agent, row, now);
            } else if (request.version() == Request.V1) {
                fail(ErrorStatus.NO_SUCH_NAME, i);
            } else {
                requested(i, next ? Tag.END_OF_MIB_VIEW : Tag.NO_SUCH_INSTANCE);
            }
            if (out.length() > agent.maxMessageOctets()) {
                tooBig();
            }
        }
    }

    /** GETBULK: as many bindings as fit. */
    private void bulk(Agent agent, long now) {
        int limit = agent.maxMessageOctets() - HEADER_GROWTH;
        int fixed = Math.min(request.nonRepeaters(), request.count());
        if (rows.length < request.count()) {
            rows = new int[request.count()];
        }
        for (int i = 0; i < request.count(); i++) {
            rows[i] = next(agent.mib(), i);
        }
        boolean fits = repetition(agent, 0, fixed, true, limit, now);
        for (int n = 0; fits && n < request.maxRepetitions(); n++) {
            fits = repetition(agent, fixed, request.count(), n == 0, limit, now);
        }
    }

    /** Writes the successor of each binding in a range; false when there is nothing more to write. */
    private boolean repetition(Agent agent, int from, int to, boolean first, int limit, long now) {
        MibTable mib = agent.mib();
        boolean values = from == to && first;
        for (int i = from; i < to; i++) {
            int mark = out.length();
            if (rows[i] < mib.size()) {
                value(agent, rows[i]++, now);
                values = true;
            } else if (first || rows[i] > mib.size()) {
                // past the last object from the beginning: the row after the end marks that for later repetitions
                rows[i] = mib.size() + 1;
                requested(i, Tag.END_OF_MIB_VIEW);
            } else {
                byte[] last = mib.name(mib.size() - 1);
                binding(last, 0, last.length, Tag.END_OF_MIB_VIEW);
            }
            if (out.length() > limit) {
                out.truncate(mark);
                return false;
            }
        }
        return values;
    }

    private void set(Agent agent, Access access) throws MalformedPacket {
        for (int i = 0; i < request.count(); i++) {
            int status = writes.check(agent, request, i, access);
            if (status != ErrorStatus.NO_ERROR) {
                fail(status, i);
                return;
            }
        }
        for (int i = 0; i < request.count(); i++) {
            writes.apply(agent, request, i);
        }
        out.raw(request.packet(), request.bindingsAt(), request.bindingsLength());
    }

    private int next(MibTable mib, int binding) {
        return mib.next(request.packet(), request.nameAt(binding), request.nameLength(binding));
    }

    private void value(Agent agent, int row, long now) {
        int start = out.begin(Tag.SEQUENCE);
        out.octets(Tag.OID, agent.mib().name(row));
        agent.mib().variable(row).write(out, agent, now);
        out.end(start);
    }

    private void requested(int binding, int exception) {
        binding(request.packet(), request.nameAt(binding), request.nameLength(binding), exception);
    }

    private void binding(byte[] name, int from, int length, int exception) {
        int start = out.begin(Tag.SEQUENCE);
        out.octets(Tag.OID, name, from, length);
        out.empty(exception);
        out.end(start);
    }
}
