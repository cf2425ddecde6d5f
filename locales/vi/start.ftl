### A first survey: begun from the sample, or brought as a file.

start-title = Bắt đầu một khảo sát
start-intro = Bắt đầu với bản mẫu của chúng tôi rồi thay đổi tùy ý, hoặc mang khảo sát của quý vị đến. Không ai được hỏi trước khi quý vị phát hành.
start-sample-title = Bắt đầu từ bản mẫu
start-sample-begun = Quý vị đã bắt đầu từ bản mẫu.
start-sample-open = Mở ra
start-sample-about = Khảo sát hỏi nên cải thiện điều gì trước, việc khám chữa có dễ không và điều gì gây trở ngại. Dùng được qua tin nhắn và trên web.
start-sample-questions = Khảo sát hỏi gì
start-languages = Ngôn ngữ
start-languages-about = Bản gốc bằng { $language }, các ngôn ngữ khác được đọc bên cạnh. Hãy chọn những ngôn ngữ mọi người ở đây đọc được.
start-notice = Điều mọi người đồng ý
start-notice-about = Trong đó có tên trung tâm của quý vị. Sau này có thể sửa mọi nội dung.
start-notice-read = Tôi đã đọc điều mọi người đồng ý, và nội dung đúng với trung tâm chúng tôi.
start-sample = Bắt đầu với các nội dung này
start-file-title = Mang khảo sát của quý vị đến
start-file-about = Dán định nghĩa của khảo sát vào đây. Không có gì được lưu khi còn lỗi.
start-findings = Điều cần sửa
start-finding-error = Lỗi
start-finding-warning = Nên cân nhắc
start-definition = Định nghĩa (TOML)
start-take = Kiểm tra và nhập
start-fault-unread = Vui lòng đọc điều mọi người đồng ý và đánh dấu là đã đọc.
start-fault-unreadable = Không đọc được định nghĩa. Dòng { $line }: { $what }
start-fault-found = Khảo sát này chưa thể gửi đi. Điều cần sửa ở bên dưới.
start-fault-incomplete = Khảo sát thiếu nội dung mọi người đồng ý, hoặc thiếu ngôn ngữ.
