package org.gliomagrading.weights;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.SymbolTableEntry;
import io.jhdf.btree.BTreeV1;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.SymbolTableMessage;

/**
 * A group or data set of an HDF5 file, as far as Keras writes them: groups with a symbol table, attributes in the
 * object's header. jHDF parses the parts; its own groups and data sets are not used, since they follow links to other
 * files and take memory by sizes that the file claims.
 */
final class HdfObject {

	/** In an entry of a symbol table: the member is a link by a path, perhaps to itself. */
	private static final int SOFT_LINK = 2;

	private final HdfStorage storage;
	private final ObjectHeader header;
	private final Map<String, HdfObject> opened = new HashMap<>();
	private Map<String, Long> members;

	private HdfObject(HdfStorage storage, long address) {
		this.storage = storage;
		header = ObjectHeader.readObjectHeader(storage.nextPart(), address);
	}

	/** The group that holds all others. */
	static HdfObject root(HdfStorage storage) throws RefusedException {
		if (!(storage.getSuperblock() instanceof SuperblockV0V1 superblock)) throw newer();
		return new HdfObject(storage, new SymbolTableEntry(storage.nextPart(), superblock.getRootGroupSymbolTableAddress())
			.getObjectHeaderAddress());
	}

	ObjectHeader header() {
		return header;
	}

	FileChannel channel() {
		return storage.getFileChannel();
	}

	long address() {
		return header.getAddress();
	}

	boolean isGroup() {
		return header.hasMessageOfType(SymbolTableMessage.class);
	}

	boolean has(String member) throws RefusedException {
		return members().containsKey(member);
	}

	/**
	 * @throws RefusedException if there is no such member
	 */
	HdfObject member(String name) throws RefusedException {
		Long address = members().get(name);
		if (address == null) throw RefusedException.damaged("a group has no member '" + name + "'");
		return opened.computeIfAbsent(name, key -> new HdfObject(storage, address));
	}

	/**
	 * @param name the name of an attribute
	 * @return its texts; null if there is no such attribute
	 * @throws RefusedException if it holds something else
	 */
	List<String> texts(String name) throws RefusedException {
		for (AttributeMessage attribute : header.getMessagesOfType(AttributeMessage.class))
			if (attribute.getName().equals(name)) return HdfTexts.of(attribute, storage);
		return null;
	}

	/** Addresses of the members by name. */
	private Map<String, Long> members() throws RefusedException {
		if (members != null) return members;
		if (!isGroup()) throw newer();
		members = new HashMap<>();
		SymbolTableMessage table = header.getMessageOfType(SymbolTableMessage.class);
		ByteBuffer names = new LocalHeap(storage.nextPart(), table.getLocalHeapAddress()).getDataBuffer();
		for (long node : BTreeV1.createGroupBTree(storage.nextPart(), table.getBTreeAddress()).getChildAddresses())
			for (SymbolTableEntry entry : new GroupSymbolTableNode(storage.nextPart(), node).getSymbolTableEntries()) {
				String name = HdfTexts.text(names, entry.getLinkNameOffset());
				if (entry.getCacheType() == SOFT_LINK) throw new RefusedException("has a link, '" + name +
					"', which Keras never writes");
				members.put(name, entry.getObjectHeaderAddress());
			}
		return members;
	}

	private static RefusedException newer() {
		return new RefusedException(
			"has groups of HDF5's newer kind (libver='latest'), which Keras does not write; save the model again with Keras");
	}
}
