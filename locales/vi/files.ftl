### Heads and words of the files for spreadsheets.

file-lowest = Hạng từ
file-highest = Hạng đến
file-topic = Tên ngắn
file-tier = Mức chắc chắn
file-from = Từ (%)
file-to = Đến (%)
file-remarks = Ghi chú
file-stratum = Chia theo
file-group = Nhóm
file-name = Tên
file-differs = So với những người khác
file-yes = có
file-source = Nguồn
file-counted = Được tính
file-beside = để bên cạnh
file-without = Vị trí nếu bỏ ra
file-what = Mục
file-value = Giá trị
